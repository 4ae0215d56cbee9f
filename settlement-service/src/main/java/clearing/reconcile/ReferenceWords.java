package clearing.reconcile;

import java.util.Arrays;

/**
 * A normalised reference as words, so that two are compared and hashed eight characters at a time. ASCII takes a byte a character, any
 * other text two; the two forms differ in {@link #length}, so equal words and lengths mean equal references. One object is used for
 * one reference after the other.
 */
final class ReferenceWords {
    /** Set in the length of a reference with characters beyond ASCII. */
    static final int WIDE = 1 << 23;
    /** Parts that references are divided into, as a power of two. */
    static final int PART_BITS = 2;
    /** Longer references are left to the cases. */
    static final int LONGEST = 10_000;

    private static final long K0 = 0x9E37_79B9_7F4A_7C15L;
    private static final long K1 = 0xD6E8_FEB8_6659_FD93L;

    long[] words = new long[8];
    int count;
    /** Characters, with {@link #WIDE} or without. */
    int length;
    /** True when the text given was not in normal form. */
    boolean rewritten;

    /** Takes a reference in any writing; false when it is empty or too long to be kept here. */
    boolean normal(String reference) {
        rewritten = false;
        if (narrow(reference, ' ', 'a')) {
            return count > 0;
        }
        String normal = References.normalise(reference);
        rewritten = !normal.equals(reference);
        return exact(normal) && count > 0;
    }

    /** Takes a text as it stands; false when it is too long to be kept here. */
    boolean exact(String text) {
        if (!narrow(text, -1, 128)) {
            if (text.length() > LONGEST) {
                return false;
            }
            wide(text);
        }
        return true;
    }

    /** Packs a text whose characters are all above one and below another; false when one is not, or the text is too long. */
    private boolean narrow(String text, int above, int below) {
        int size = text.length();
        if (size > LONGEST) {
            return false;
        }
        room((size + 7) >>> 3);
        long word = 0;
        int full = 0;
        for (int i = 0; i < size; i++) {
            char c = text.charAt(i);
            if (c <= above || c >= below) {
                return false;
            }
            word |= (long) c << ((i & 7) << 3);
            if ((i & 7) == 7) {
                words[full++] = word;
                word = 0;
            }
        }
        if ((size & 7) != 0) {
            words[full++] = word;
        }
        count = full;
        length = size;
        return true;
    }

    private void wide(String text) {
        int size = text.length();
        count = words(size | WIDE);
        room(count);
        Arrays.fill(words, 0, count, 0);
        for (int i = 0; i < size; i++) {
            words[i >>> 2] |= (long) text.charAt(i) << ((i & 3) << 4);
        }
        length = size | WIDE;
    }

    private void room(int needed) {
        if (needed > words.length) {
            words = new long[Math.max(needed, words.length * 2)];
        }
    }

    /** Number of words of a reference of that length. */
    static int words(int length) {
        int size = length & ~WIDE;
        return (length & WIDE) == 0 ? (size + 7) >>> 3 : (size + 3) >>> 2;
    }

    /** The text again. */
    static String text(long[] from, int at, int length) {
        int size = length & ~WIDE;
        char[] text = new char[size];
        for (int i = 0; i < size; i++) {
            text[i] = (length & WIDE) == 0
                    ? (char) (from[at + (i >>> 3)] >>> ((i & 7) << 3) & 0xff)
                    : (char) (from[at + (i >>> 2)] >>> ((i & 3) << 4));
        }
        return new String(text);
    }

    /** Hash under a seed that whoever chooses references does not know. Only speed depends on it: equality compares all words. */
    static long hash(long[] words, int at, int count, int length, long seed) {
        long hash = seed ^ length * K0;
        for (int i = at; i < at + count; i++) {
            hash = mix(hash ^ words[i], K1);
        }
        return mix(hash, K0);
    }

    /** Part of a reference. No seed goes into it: the order of what is told does not depend on one. */
    static int part(long[] words, int count) {
        long all = 0;
        for (int i = 0; i < count; i++) {
            all = all * K1 ^ words[i];
        }
        return (int) (all * K0 >>> 64 - PART_BITS);
    }

    private static long mix(long a, long b) {
        return Math.unsignedMultiplyHigh(a, b) ^ a * b;
    }
}
