package clearing.books;

import java.util.regex.Pattern;

/**
 * Ends of lines of SWIFT files where a transport took them away: terminals of German banks write {@code @@} for them, others leave
 * none at all. Then each field begins a line, so that places count fields.
 */
final class MtBreaks {
    private static final String INSTEAD = "@@";
    private static final Pattern NONE = Pattern.compile("[^\\r\\n]*:20:[^\\r\\n]*:(?:60[FM]|61|34F):[^\\r\\n]*");
    /** What can be no text of a description: a tag with the beginning of what it has to hold. */
    private static final Pattern FIELD =
            Pattern.compile("(?<=.)(?=:(?:20|21|25P?|28C?|86|NS):|:(?:60[FM]|62[FM]|64|65F?):[CDcd]\\d"
                    + "|:61:\\d{6}|:34F:[A-Z]{3}|:13D?:\\d|:90[CD]:\\d)");

    private MtBreaks() {}

    /** True for a text whose lines are ended by other characters. */
    static boolean looksLike(String start) {
        return start.stripLeading().startsWith(INSTEAD + ":20:");
    }

    static String restored(String text) {
        if (looksLike(text)) {
            return text.replace(INSTEAD, "\n");
        }
        String one = text.strip();
        return NONE.matcher(one).matches() ? FIELD.matcher(one).replaceAll("\n") : text;
    }
}
