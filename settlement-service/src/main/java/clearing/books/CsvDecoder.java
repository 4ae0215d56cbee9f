package clearing.books;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Bytes to text, strictly: what is not in the character set is a problem with its line, never a replacement character. */
final class CsvDecoder {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final char REPLACEMENT = '\uFFFD';

    private CsvDecoder() {}

    static CsvText decode(String file, byte[] bytes, Charset stated) {
        if (starts(bytes, 0xEF, 0xBB, 0xBF)) {
            return decode(file, bytes, 3, StandardCharsets.UTF_8);
        }
        if (starts(bytes, 0xFE, 0xFF)) {
            return decode(file, bytes, 2, StandardCharsets.UTF_16BE);
        }
        if (starts(bytes, 0xFF, 0xFE)) {
            return decode(file, bytes, 2, StandardCharsets.UTF_16LE);
        }
        return decode(file, bytes, 0, stated);
    }

    /** The text as one string. */
    static String text(String file, byte[] bytes, Charset stated) {
        CsvText decoded = decode(file, bytes, stated);
        return decoded.part(decoded.start(), decoded.end());
    }

    private static CsvText decode(String file, byte[] bytes, int from, Charset charset) {
        if (charset.equals(StandardCharsets.ISO_8859_1) || (isSameAsAscii(charset) && isAscii(bytes, from))) {
            return CsvText.ofBytes(bytes, from);
        }
        if (charset.equals(StandardCharsets.UTF_8)) {
            // What is no text becomes a replacement character here; where there is one, it is looked at closely.
            String text = new String(bytes, from, bytes.length - from, charset);
            if (text.indexOf(REPLACEMENT) < 0) {
                return CsvText.of(text);
            }
        }
        return CsvText.of(decodeStrictly(file, bytes, from, charset));
    }

    private static boolean isSameAsAscii(Charset charset) {
        return charset.equals(StandardCharsets.UTF_8) || charset.equals(StandardCharsets.US_ASCII);
    }

    /** Eight bytes at a time. */
    private static boolean isAscii(byte[] bytes, int from) {
        int at = from;
        for (; at + Long.BYTES <= bytes.length; at += Long.BYTES) {
            if (((long) LONGS.get(bytes, at) & HIGH_BITS) != 0) {
                return false;
            }
        }
        for (; at < bytes.length; at++) {
            if (bytes[at] < 0) {
                return false;
            }
        }
        return true;
    }

    private static String decodeStrictly(String file, byte[] bytes, int from, Charset charset) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes, from, bytes.length - from);
        CharBuffer out =
                CharBuffer.allocate((int) Math.ceil((bytes.length - from) * (double) decoder.maxCharsPerByte()) + 1);
        try {
            CoderResult result = decoder.decode(in, out, true);
            if (result.isError()) {
                result.throwException();
            }
            decoder.flush(out);
        } catch (CharacterCodingException e) {
            String read = out.flip().toString();
            int line = 1 + (int) read.chars().filter(c -> c == '\n').count();
            throw new BooksException(
                    ProblemCode.CHARSET,
                    new Location(file, line, read.length() - read.lastIndexOf('\n')),
                    "",
                    "The bytes from offset " + in.position() + " on are no text in " + charset.name() + ".");
        }
        return out.flip().toString();
    }

    private static boolean starts(byte[] bytes, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (bytes.length <= i || (bytes[i] & 0xff) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
