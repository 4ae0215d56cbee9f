package clearing.books;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The ids of a statement's entries, of which no two may be the same. Files mostly write them in ascending order, and an id above all
 * before it is a new one; only once that order breaks is each id kept and looked up.
 */
final class EntryIds {
    private final Set<String> known = new HashSet<>();
    private String last = "";
    private boolean ascending = true;

    /**
     * Takes the id of the next entry.
     *
     * @param before the entries whose ids were taken
     * @return false when one of them has it
     */
    boolean add(String id, List<BookEntry> before) {
        if (ascending) {
            if (ascends(last, id)) {
                last = id;
                return true;
            }
            ascending = false;
            for (BookEntry entry : before) {
                known.add(entry.entryId());
            }
        }
        return known.add(id);
    }

    /**
     * True when a text comes behind another where numbers within texts count as numbers: {@code 7/10} behind {@code 7/9}. Numbers
     * that differ in leading zeros alone count as the same, so this says less than that texts differ, and never more.
     */
    static boolean ascends(String from, String to) {
        int a = 0;
        int b = 0;
        while (a < from.length() && b < to.length()) {
            char left = from.charAt(a);
            char right = to.charAt(b);
            if (isDigit(left) && isDigit(right)) {
                int leftFrom = skipZeros(from, a);
                int rightFrom = skipZeros(to, b);
                a = skipDigits(from, leftFrom);
                b = skipDigits(to, rightFrom);
                int order = a - leftFrom != b - rightFrom
                        ? (a - leftFrom) - (b - rightFrom)
                        : compare(from, leftFrom, to, rightFrom, a - leftFrom);
                if (order != 0) {
                    return order < 0;
                }
            } else if (left != right) {
                return left < right;
            } else {
                a++;
                b++;
            }
        }
        return b < to.length();
    }

    private static int compare(String left, int leftFrom, String right, int rightFrom, int length) {
        for (int i = 0; i < length; i++) {
            int order = left.charAt(leftFrom + i) - right.charAt(rightFrom + i);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int skipZeros(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == '0') {
            at++;
        }
        return at;
    }

    private static int skipDigits(String text, int from) {
        int at = from;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
