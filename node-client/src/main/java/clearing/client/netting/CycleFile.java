package clearing.client.netting;

import clearing.client.trade.BadInput;
import clearing.client.trade.LocatedError;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads a published cycle; unknown, missing and doubled fields are errors. */
public final class CycleFile {
    private static final long MAX_BYTES = 512L * 1024 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private CycleFile() {}

    /** @throws BadInput when the file is no published cycle */
    public static CycleReport read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw error(file, 0, 0, "FILE_TOO_LARGE", "A cycle has at most " + MAX_BYTES + " bytes.");
            }
            return JSON.readValue(Files.readAllBytes(file), CycleReport.class);
        } catch (JsonProcessingException e) {
            boolean located = e.getLocation() != null;
            throw error(
                    file,
                    located ? e.getLocation().getLineNr() : 0,
                    located ? e.getLocation().getColumnNr() : 0,
                    "MALFORMED_CYCLE",
                    e.getOriginalMessage());
        } catch (IOException e) {
            throw error(file, 0, 0, "UNREADABLE", "Cannot be read: " + e.getMessage());
        }
    }

    private static BadInput error(Path file, int line, int column, String code, String sentence) {
        return new BadInput(List.of(new LocatedError(file, line, column, code, sentence)));
    }
}
