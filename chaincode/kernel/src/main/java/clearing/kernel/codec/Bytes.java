package clearing.kernel.codec;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Big-endian integers inside byte arrays, and the one hash function of the ledger (SHA-256). */
public final class Bytes {
    private Bytes() {}

    public static void putInt(byte[] target, int at, int value) {
        target[at] = (byte) (value >>> 24);
        target[at + 1] = (byte) (value >>> 16);
        target[at + 2] = (byte) (value >>> 8);
        target[at + 3] = (byte) value;
    }

    public static void putLong(byte[] target, int at, long value) {
        putInt(target, at, (int) (value >>> 32));
        putInt(target, at + 4, (int) value);
    }

    public static void putShort(byte[] target, int at, int value) {
        target[at] = (byte) (value >>> 8);
        target[at + 1] = (byte) value;
    }

    public static int getUnsignedShort(byte[] source, int at) {
        return (source[at] & 0xFF) << 8 | (source[at + 1] & 0xFF);
    }

    public static int getInt(byte[] source, int at) {
        return getUnsignedShort(source, at) << 16 | getUnsignedShort(source, at + 2);
    }

    public static long getLong(byte[] source, int at) {
        return (long) getInt(source, at) << 32 | (getInt(source, at + 4) & 0xFFFFFFFFL);
    }

    public static byte[] sha256(byte[] bytes) {
        return newSha256().digest(bytes);
    }

    public static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
