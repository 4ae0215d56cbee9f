package clearing.kernel.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes the canonical encoding: big-endian fixed-width integers, length-prefixed bytes and ASCII texts. */
public final class ByteWriter {
    private byte[] buffer;
    private int size;

    public ByteWriter(int expectedBytes) {
        buffer = new byte[Math.max(16, expectedBytes)];
    }

    public ByteWriter u8(int value) {
        requireRange(value, 0xFF);
        room(1);
        buffer[size++] = (byte) value;
        return this;
    }

    public ByteWriter u16(int value) {
        requireRange(value, 0xFFFF);
        room(2);
        buffer[size++] = (byte) (value >>> 8);
        buffer[size++] = (byte) value;
        return this;
    }

    public ByteWriter i32(int value) {
        room(4);
        Bytes.putInt(buffer, size, value);
        size += 4;
        return this;
    }

    public ByteWriter i64(long value) {
        room(8);
        Bytes.putLong(buffer, size, value);
        size += 8;
        return this;
    }

    /** Bytes of a length that the reader knows. */
    public ByteWriter fixed(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, buffer, size, value.length);
        size += value.length;
        return this;
    }

    /** Bytes behind their length as 32 bits. */
    public ByteWriter blob(byte[] value) {
        i32(value.length);
        return fixed(value);
    }

    /**
     * ASCII text of at most 255 characters behind its length as 8 bits.
     *
     * @throws IllegalArgumentException for anything else: a character that is replaced would be another value
     */
    public ByteWriter text(String value) {
        for (int i = 0; i < value.length(); i++) {
            requirePrintable(value.charAt(i));
        }
        byte[] ascii = value.getBytes(StandardCharsets.US_ASCII);
        u8(ascii.length);
        return fixed(ascii);
    }

    /** UTF-8 text of at most 65,535 bytes behind its length as 16 bits. */
    public ByteWriter utf8(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        u16(bytes.length);
        return fixed(bytes);
    }

    public byte[] toBytes() {
        return Arrays.copyOf(buffer, size);
    }

    private void room(int more) {
        if (size + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
        }
    }

    private static void requirePrintable(char c) {
        if (c < 0x20 || c > 0x7E) {
            throw new IllegalArgumentException(
                    "a text of the ledger is printable ASCII, which 0x" + Integer.toHexString(c) + " is not");
        }
    }

    private static void requireRange(int value, int max) {
        if (value < 0 || value > max) {
            throw new IllegalArgumentException("value " + value + " is outside 0.." + max);
        }
    }
}
