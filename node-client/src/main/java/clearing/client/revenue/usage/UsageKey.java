package clearing.client.revenue.usage;

import clearing.kernel.codec.Blob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes salts: the first 128 bits of HMAC-SHA-256 over a fact's place under a secret of the folder. So nobody can guess them, one that is
 * disclosed says nothing of the others, and a run that was killed makes the same pages again.
 */
final class UsageKey {
    private static final int SECRET_BYTES = 32;

    private final Mac mac;

    private UsageKey(byte[] secret) throws GeneralSecurityException {
        mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    }

    /** Reads the folder's secret, or makes one that only the owner may read. */
    static UsageKey of(Path folder, SecureRandom random) {
        Path file = folder.resolve("usage.key");
        try {
            if (!Files.exists(file)) {
                byte[] fresh = new byte[SECRET_BYTES];
                random.nextBytes(fresh);
                PrivateFiles.write(file, fresh);
            }
            byte[] secret = Files.readAllBytes(file);
            if (secret.length != SECRET_BYTES) {
                throw new IOException(file + " does not hold " + SECRET_BYTES + " bytes");
            }
            return new UsageKey(secret);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA-256.", e);
        }
    }

    /** @param place the page's, such as {@code ROBO-1/2026-11-01/calls/00017} */
    Blob salt(String place, int index) {
        mac.update(place.getBytes(StandardCharsets.UTF_8));
        mac.update(ByteBuffer.allocate(5).put((byte) 0).putInt(index).array());
        return Blob.of(Arrays.copyOf(mac.doFinal(), MeteredFact.SALT_BYTES));
    }
}
