package clearing.books;

import java.util.Locale;

/**
 * An amount as exports write it, taken apart into a sign and the digits with their separators: a sign before or behind ({@code -5},
 * {@code 5-}), brackets for what is negative ({@code (5)}), or the words CR and DR behind, with blanks between. The digits are left for
 * {@link Amounts} to judge; two signs are none, so that what has them is refused there.
 *
 * @param negative went out
 * @param digits the rest
 */
record SignedText(boolean negative, String digits) {
    /** Word processors and web pages write the minus sign of typography. */
    private static final char MINUS = '\u2212';

    /** @param groups separator of groups; the kinds of blanks, and of apostrophes, are one where it is one of them */
    static SignedText of(String written, char groups) {
        String text = sameGroups(written, groups);
        int last = text.length() - 1;
        if (last < 1) {
            return new SignedText(false, text);
        }
        if (text.charAt(0) == '(' && text.charAt(last) == ')') {
            return new SignedText(true, text.substring(1, last).strip());
        }
        if (isSign(text.charAt(0))) {
            return new SignedText(text.charAt(0) != '+', text.substring(1).strip());
        }
        if (isSign(text.charAt(last))) {
            return new SignedText(
                    text.charAt(last) != '+', text.substring(0, last).strip());
        }
        String word = text.substring(last - 1).toUpperCase(Locale.ROOT);
        if (last > 1 && (word.equals("CR") || word.equals("DR"))) {
            return new SignedText(word.equals("DR"), text.substring(0, last - 1).strip());
        }
        return new SignedText(false, text);
    }

    /** Blanks that do not break and curved apostrophes group like the plain ones. */
    static String sameGroups(String text, char groups) {
        return switch (groups) {
            case ' ' ->
                text.replace('\u00A0', ' ')
                        .replace('\u202F', ' ')
                        .replace('\u2009', ' ')
                        .strip();
            case '\'' -> text.replace('\u2019', '\'').strip();
            default -> text.strip();
        };
    }

    private static boolean isSign(char c) {
        return c == '-' || c == '+' || c == MINUS;
    }
}
