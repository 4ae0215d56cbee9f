package clearing.kernel.state;

import clearing.kernel.codec.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;

/**
 * SHA-256 over all keys and values in order: for each entry the key's length and UTF-8 bytes, then the value's length and bytes,
 * lengths as 32-bit big-endian. Entries come in ascending order of the keys' UTF-8 bytes, as Fabric's range queries return them.
 */
public final class StateDigest {
    private final MessageDigest sha256 = Bytes.newSha256();
    private final byte[] length = new byte[4];
    private byte[] lastKey = new byte[0];
    private long entries;

    /** @throws IllegalArgumentException when the key is not after the one before */
    public StateDigest add(String key, byte[] value) {
        byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
        if (Arrays.compareUnsigned(keyBytes, lastKey) <= 0) {
            throw new IllegalArgumentException("keys must ascend, '" + key + "' does not");
        }
        lastKey = keyBytes;
        update(keyBytes);
        update(value);
        entries++;
        return this;
    }

    public long entries() {
        return entries;
    }

    /** Finishes the digest; 32 bytes. */
    public byte[] finish() {
        return sha256.digest();
    }

    public static byte[] of(Iterable<Map.Entry<String, byte[]>> entriesInKeyOrder) {
        StateDigest digest = new StateDigest();
        for (Map.Entry<String, byte[]> entry : entriesInKeyOrder) {
            digest.add(entry.getKey(), entry.getValue());
        }
        return digest.finish();
    }

    private void update(byte[] bytes) {
        Bytes.putInt(length, 0, bytes.length);
        sha256.update(length);
        sha256.update(bytes);
    }
}
