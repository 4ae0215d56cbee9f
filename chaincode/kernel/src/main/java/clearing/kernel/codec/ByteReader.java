package clearing.kernel.codec;

import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the canonical encoding strictly: every length is bounded before anything is allocated, and each fault is a
 * {@link MalformedInput} that names the field and the offset.
 */
public final class ByteReader {
    private final byte[] bytes;
    private int at;

    public ByteReader(byte[] bytes) {
        this.bytes = bytes;
    }

    public int position() {
        return at;
    }

    public int u8(String field) {
        need(1, field);
        return bytes[at++] & 0xFF;
    }

    public int u16(String field) {
        need(2, field);
        int value = Bytes.getUnsignedShort(bytes, at);
        at += 2;
        return value;
    }

    public int i32(String field) {
        need(4, field);
        int value = Bytes.getInt(bytes, at);
        at += 4;
        return value;
    }

    public long i64(String field) {
        need(8, field);
        long value = Bytes.getLong(bytes, at);
        at += 8;
        return value;
    }

    public byte[] fixed(int length, String field) {
        need(length, field);
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    public byte[] blob(int maxLength, String field) {
        int length = i32(field);
        if (length < 0 || length > maxLength) {
            throw fault(ResultCode.TOO_LARGE, field, "length " + length + " is outside 0.." + maxLength);
        }
        return fixed(length, field);
    }

    /** Printable ASCII text (0x20 to 0x7E). */
    public String text(String field) {
        int length = u8(field);
        need(length, field);
        for (int i = at; i < at + length; i++) {
            if (bytes[i] < 0x20 || bytes[i] > 0x7E) {
                throw fault(ResultCode.MALFORMED, field, "is not printable ASCII");
            }
        }
        at += length;
        return new String(bytes, at - length, length, StandardCharsets.US_ASCII);
    }

    public String utf8(int maxBytes, String field) {
        int length = u16(field);
        if (length > maxBytes) {
            throw fault(ResultCode.TOO_LARGE, field, "has " + length + " bytes, at most " + maxBytes);
        }
        need(length, field);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, at, length))
                    .toString();
            at += length;
            return text;
        } catch (CharacterCodingException e) {
            throw fault(ResultCode.MALFORMED, field, "is not UTF-8");
        }
    }

    /** The n-th constant of a closed set, as the encoding stores it. */
    public <E extends Enum<E>> E constant(E[] constants, String field) {
        int ordinal = u8(field);
        if (ordinal >= constants.length) {
            throw fault(ResultCode.MALFORMED, field, "has the unknown value " + ordinal);
        }
        return constants[ordinal];
    }

    public boolean flag(String field) {
        int value = u8(field);
        if (value > 1) {
            throw fault(ResultCode.MALFORMED, field, "is neither 0 nor 1");
        }
        return value == 1;
    }

    /** Call last: a canonical value has no bytes behind it. */
    public void end(String what) {
        if (at != bytes.length) {
            throw fault(ResultCode.MALFORMED, what, "has " + (bytes.length - at) + " bytes behind its end");
        }
    }

    public MalformedInput fault(ResultCode code, String field, String sentence) {
        return new MalformedInput(code, field, field + " at byte " + at + " " + sentence);
    }

    private void need(int length, String field) {
        if (length < 0 || bytes.length - at < length) {
            throw fault(ResultCode.MALFORMED, field, "is cut off");
        }
    }
}
