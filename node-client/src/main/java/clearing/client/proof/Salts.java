package clearing.client.proof;

import clearing.kernel.codec.Blob;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes salts: the first 128 bits of HMAC-SHA-256 over a place under a secret. So nobody can guess them, one that is disclosed says
 * nothing of the others, and whoever has the secret makes the same tree again.
 */
public final class Salts {
    public static final int SECRET_BYTES = 32;
    public static final int SALT_BYTES = 16;

    private final Mac mac;

    /** @param secret {@link #SECRET_BYTES} bytes */
    public Salts(byte[] secret) {
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA-256.", e);
        }
    }

    /** @param place what is salted is part of, such as {@code ROBO-1/2026-11-01/calls/00017} */
    public Blob salt(String place, int index) {
        mac.update(place.getBytes(StandardCharsets.UTF_8));
        mac.update(ByteBuffer.allocate(5).put((byte) 0).putInt(index).array());
        return Blob.of(Arrays.copyOf(mac.doFinal(), SALT_BYTES));
    }
}
