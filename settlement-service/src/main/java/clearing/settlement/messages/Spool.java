package clearing.settlement.messages;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A message on its way out, in a file that only its owner reads: a statement of a million entries is never in memory. */
public final class Spool {
    private static final int BUFFER = 1 << 16;

    private Spool() {}

    /** The file with what the writer wrote; none is left when it fails. The caller deletes it. */
    public static Path of(Consumer<OutputStream> writer) {
        try {
            Path file = Files.createTempFile("clearing-message-", ".part");
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
                writer.accept(out);
            } catch (RuntimeException | Error | IOException e) {
                Files.deleteIfExists(file);
                throw e;
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
