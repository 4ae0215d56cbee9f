package clearing.books;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The characters of a file, and the few questions that a reader asks of each of them. Where every character is one byte, as in most
 * files, they are the bytes of the file itself, and a place is the place of a byte; else they are UTF-16.
 */
final class CsvText {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final byte[] NO_BYTES = {};
    private static final char[] NO_CHARS = {};

    private final boolean narrow;
    private final byte[] bytes;
    private final char[] chars;
    private final int start;
    private final int end;

    private CsvText(boolean narrow, byte[] bytes, char[] chars, int start) {
        this.narrow = narrow;
        this.bytes = bytes;
        this.chars = chars;
        this.start = start;
        end = narrow ? bytes.length : chars.length;
    }

    /** Characters of ISO 8859-1, a byte each, from a place on; the bytes are not copied. */
    static CsvText ofBytes(byte[] bytes, int start) {
        return new CsvText(true, bytes, NO_CHARS, start);
    }

    static CsvText of(String text) {
        return new CsvText(false, NO_BYTES, text.toCharArray(), 0);
    }

    /** The first place. */
    int start() {
        return start;
    }

    /** Behind the last place. */
    int end() {
        return end;
    }

    /** The characters are bytes. */
    boolean isNarrow() {
        return narrow;
    }

    char at(int place) {
        return narrow ? (char) (bytes[place] & 0xff) : chars[place];
    }

    /** The text between two places. */
    String part(int from, int to) {
        return narrow
                ? new String(bytes, from, to - from, StandardCharsets.ISO_8859_1)
                : new String(chars, from, to - from);
    }

    /** The next place of one of the characters or of the end of a line, or the end of all. */
    int next(int from, char one, char other) {
        // Most characters are above all that are looked for.
        int highest = Math.max(Math.max(one, other), '\r');
        return narrow ? nextByte(from, one, other, highest) : nextChar(from, one, other, highest);
    }

    private int nextByte(int from, char one, char other, int highest) {
        byte[] in = bytes;
        for (int i = from; i < in.length; i++) {
            int c = in[i] & 0xff;
            if (c <= highest && (c == one || c == other || c == '\n' || c == '\r')) {
                return i;
            }
        }
        return in.length;
    }

    private int nextChar(int from, char one, char other, int highest) {
        char[] in = chars;
        for (int i = from; i < in.length; i++) {
            char c = in[i];
            if (c <= highest && (c == one || c == other || c == '\n' || c == '\r')) {
                return i;
            }
        }
        return in.length;
    }

    /** The first eight bytes between two places as a number, or all where they are fewer; a sum over UTF-16. */
    long head(int from, int to) {
        if (!narrow) {
            long sum = 0;
            for (int i = from; i < to; i++) {
                sum = 31 * sum + chars[i];
            }
            return sum;
        }
        int length = to - from;
        if (length >= Long.BYTES) {
            return (long) LONGS.get(bytes, from);
        }
        if (length > 0 && to >= Long.BYTES) {
            return (long) LONGS.get(bytes, to - Long.BYTES) >>> Long.SIZE - Byte.SIZE * length;
        }
        long all = 0;
        for (int i = to - 1; i >= from; i--) {
            all = all << Byte.SIZE | bytes[i] & 0xff;
        }
        return all;
    }

    /** The last eight bytes between two places, nothing where they are fewer. */
    long tail(int from, int to) {
        return narrow && to - from >= Long.BYTES ? (long) LONGS.get(bytes, to - Long.BYTES) : 0;
    }

    /** True when the text between two places is this. */
    boolean isSame(int from, int to, String text) {
        if (text.length() != to - from) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (at(i) != text.charAt(i - from)) {
                return false;
            }
        }
        return true;
    }
}
