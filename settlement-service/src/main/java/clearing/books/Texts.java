package clearing.books;

import java.util.Locale;

/** Small text helpers for what comes from outside. */
final class Texts {
    private static final int QUOTED = 40;

    private Texts() {}

    /** A few characters of foreign text in quotes, with control characters shown as escapes. */
    static String quote(String text) {
        StringBuilder out = new StringBuilder("'");
        int at = 0;
        while (at < text.length() && at < QUOTED) {
            int c = text.codePointAt(at);
            if (c < ' ' || c == 0x7f || Character.getType(c) == Character.FORMAT || Character.isISOControl(c)) {
                out.append(String.format(Locale.ROOT, "\\u%04X", c));
            } else {
                out.appendCodePoint(c);
            }
            at += Character.charCount(c);
        }
        return out.append(at < text.length() ? "...'" : "'").toString();
    }

    /** Without blanks at the ends, and runs of blanks as one, as XML collapses tokens. */
    static String collapse(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean blank = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                blank = out.length() > 0;
            } else {
                if (blank) {
                    out.append(' ');
                    blank = false;
                }
                out.append(c);
            }
        }
        return out.toString();
    }

    /** At most {@code max} characters, never half of a surrogate pair. */
    static String clip(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max);
    }
}
