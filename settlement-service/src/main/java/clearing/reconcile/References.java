package clearing.reconcile;

import java.util.Arrays;

/** References as keys: upper case, without blanks, because books rewrite both. */
public final class References {
    private References() {}

    /** The form in which two references are compared. */
    public static String normalise(String reference) {
        for (int i = 0; i < reference.length(); i++) {
            char c = reference.charAt(i);
            if (c <= ' ' || c >= 'a') {
                return rewrite(reference);
            }
        }
        return reference;
    }

    private static String rewrite(String reference) {
        StringBuilder out = new StringBuilder(reference.length());
        reference
                .codePoints()
                .filter(c -> c > ' ' && !Character.isWhitespace(c))
                .forEach(c -> out.appendCodePoint(Character.toUpperCase(c)));
        return out.toString();
    }

    /**
     * True when one is plausibly the other mistyped: at most two characters changed, swapped with their neighbour, lost or added
     * (one in references shorter than six), or when either is empty.
     */
    static boolean alike(String a, String b) {
        if (a.isEmpty() || b.isEmpty()) {
            return true;
        }
        int bound = Math.min(a.length(), b.length()) < 6 ? 1 : 2;
        return Math.abs(a.length() - b.length()) <= bound && editDistance(a, b, bound) <= bound;
    }

    /** How many characters are changed, swapped, lost or added between two references; more than the bound when it is more. */
    public static int distance(String a, String b, int bound) {
        String one = normalise(a);
        String other = normalise(b);
        return Math.abs(one.length() - other.length()) > bound ? bound + 1 : editDistance(one, other, bound);
    }

    /** Optimal string alignment distance; stops early above the bound. */
    private static int editDistance(String a, String b, int bound) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            if (Arrays.stream(row).min().orElse(0) > bound) {
                return bound + 1;
            }
            int[] spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
        }
        return last[b.length()];
    }
}
