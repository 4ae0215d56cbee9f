package clearing.client.revenue.usage;

import clearing.client.proof.Salts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** The secret of a folder, which its salts are made from: a run that was killed makes the same pages again. */
final class UsageKey {
    private UsageKey() {}

    /** Reads the folder's secret, or makes one that only the owner may read. */
    static Salts of(Path folder, SecureRandom random) {
        Path file = folder.resolve("usage.key");
        try {
            if (!Files.exists(file)) {
                byte[] fresh = new byte[Salts.SECRET_BYTES];
                random.nextBytes(fresh);
                PrivateFiles.write(file, fresh);
            }
            byte[] secret = Files.readAllBytes(file);
            if (secret.length != Salts.SECRET_BYTES) {
                throw new IOException(file + " does not hold " + Salts.SECRET_BYTES + " bytes");
            }
            return new Salts(secret);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
