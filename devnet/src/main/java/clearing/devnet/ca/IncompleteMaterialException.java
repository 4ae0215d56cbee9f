package clearing.devnet.ca;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;

/** Key material that is there in part, and whose other part this authority cannot or must not make again. */
public final class IncompleteMaterialException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    IncompleteMaterialException(Path file, String reason) {
        super(file + ": " + reason);
    }
}
