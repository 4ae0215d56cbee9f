package clearing.client.netting;

import clearing.client.trade.JsonFile;
import java.nio.file.Path;

/** Reads a published cycle; unknown, missing and doubled fields are errors. */
public final class CycleFile {
    private static final long MAX_BYTES = 512L * 1024 * 1024;

    private CycleFile() {}

    /** @throws clearing.client.trade.BadInput when the file is no published cycle */
    public static CycleReport read(Path file) {
        return JsonFile.read(file, CycleReport.class, "A cycle", "MALFORMED_CYCLE", MAX_BYTES);
    }
}
