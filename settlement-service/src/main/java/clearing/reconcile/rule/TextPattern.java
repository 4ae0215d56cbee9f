package clearing.reconcile.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * A pattern of references in free text: {@code #} is a digit, {@code @} a letter, {@code &} either, {@code +} after one of them one or
 * more, and everything else itself, in upper or lower case. {@code TRD-#+} finds {@code TRD-4711} in {@code paid trd-4711 late}.
 *
 * <p>A find begins and ends at the edge of a word and is at most {@value #LONGEST} characters long. Work is bounded by that length
 * times the length of the text, whatever the pattern.
 */
public record TextPattern(String pattern) {
    private static final int LONGEST = 64;
    private static final int MOST_TEXT = 4_000;

    /** @throws IllegalArgumentException when the pattern is empty, too long, or {@code +} follows nothing that repeats */
    public TextPattern {
        if (pattern.isEmpty() || pattern.length() > LONGEST) {
            throw new IllegalArgumentException("a pattern is 1 to " + LONGEST + " characters");
        }
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.charAt(i) == '+' && (i == 0 || "#@&".indexOf(pattern.charAt(i - 1)) < 0)) {
                throw new IllegalArgumentException("+ at " + (i + 1) + " follows none of # @ &");
            }
        }
    }

    /** The finds from left to right; of those that begin at one place the longest; they do not overlap. */
    public List<String> find(String text) {
        List<String> finds = new ArrayList<>();
        int length = Math.min(text.length(), MOST_TEXT);
        for (int at = 0; at < length; at++) {
            if (at > 0 && isWord(text.charAt(at - 1))) {
                continue;
            }
            int end = longest(text, at, length);
            if (end > at) {
                finds.add(text.substring(at, end));
                at = end - 1;
            }
        }
        return finds;
    }

    /** End of the longest find that begins there; the beginning when there is none. */
    private int longest(String text, int from, int length) {
        // A set of places in the pattern, each what is still to come: no backtracking.
        boolean[] at = new boolean[pattern.length() + 1];
        at[0] = true;
        int best = from;
        for (int i = from; i < Math.min(length, from + LONGEST); i++) {
            boolean[] next = new boolean[at.length];
            boolean any = false;
            for (int p = 0; p < pattern.length(); p++) {
                if (at[p] && fits(pattern.charAt(p), text.charAt(i))) {
                    boolean repeats = p + 1 < pattern.length() && pattern.charAt(p + 1) == '+';
                    next[p] |= repeats;
                    next[p + (repeats ? 2 : 1)] = true;
                    any = true;
                }
            }
            if (!any) {
                break;
            }
            at = next;
            if (at[pattern.length()] && (i + 1 == text.length() || !isWord(text.charAt(i + 1)))) {
                best = i + 1;
            }
        }
        return best;
    }

    private static boolean fits(char wanted, char c) {
        return switch (wanted) {
            case '#' -> c >= '0' && c <= '9';
            case '@' -> isLetter(c);
            case '&' -> isWord(c);
            default -> Character.toUpperCase(wanted) == Character.toUpperCase(c);
        };
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isWord(char c) {
        return isLetter(c) || (c >= '0' && c <= '9');
    }
}
