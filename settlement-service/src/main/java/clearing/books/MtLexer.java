package clearing.books;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a file into SWIFT messages and their fields. Messages come in blocks ({@code {1:..}{4: ... -}}), one after another without
 * any, after a bank's own header lines, and with lines broken anywhere. Only tags that these messages have begin a field, and
 * within a description only those that can follow it: {@code :26:} in a wrapped time of day is text.
 */
final class MtLexer {
    private static final Pattern TAG =
            Pattern.compile("\\s?:(20|21|25P?|28C?|60[FM]|61|62[FM]|64|65F?|86|34F|13D?|90[CD]|NS):(.*)");
    private static final Pattern BROKEN_TAG = Pattern.compile("(20|21|25P?|28C?|60[FM]|61|62[FM]|64|65|86):(.*)");
    private static final Pattern APPLICATION = Pattern.compile("\\{2:[IO](\\d{3})");
    private static final Pattern HEADER = Pattern.compile(":?(?:MT)?(940|942|950)(?::|\\s.*)?");
    private static final Pattern END = Pattern.compile("\\s?-}?|-?\\{5:.*|\\$");
    private static final Pattern BLOCK = Pattern.compile("(?:-}?)?\\$?(\\{[1-5S]:.*)");
    /** The end of the message, and perhaps the next one's first block, on the line of the last field. */
    private static final Pattern ENDS_WITHIN = Pattern.compile("(.+?)(-}(?:\\$?\\{[1-5S]:.*)?)");
    /** In a description: after it, and nowhere within, these begin a field. */
    private static final Set<String> AFTER_TEXT =
            Set.of("61", "86", "62F", "62M", "64", "65", "65F", "90C", "90D", "NS");

    /** What no message has behind its closing balance. */
    private static final Set<String> HEAD = Set.of("25", "25P", "28", "28C", "60F", "60M");

    private static final Set<String> TEXT = Set.of("61", "86");
    private static final Pattern ENDS_IN_TIME = Pattern.compile(".*[T ]\\d{2}");
    private static final Pattern GOES_ON_AS_TIME = Pattern.compile("\\d{2}(?!\\d).*");

    private final String file;
    private final Limits limits;
    private final List<MtMessage> messages = new ArrayList<>();
    private Optional<BooksFormat> stated = Optional.empty();
    private Optional<MtMessage> current = Optional.empty();
    private Optional<MtMessage> ended = Optional.empty();
    private Optional<Integer> loneColon = Optional.empty();

    private MtLexer(String file, Limits limits) {
        this.file = file;
        this.limits = limits;
    }

    static List<MtMessage> messages(String file, String content, Limits limits) {
        MtLexer lexer = new MtLexer(file, limits);
        String text = MtBreaks.restored(content);
        int number = 0;
        int at = 0;
        while (at < text.length()) {
            int end = at;
            while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
                end++;
            }
            lexer.line(++number, clean(text.substring(at, end)));
            at = end + (end + 1 < text.length() && text.charAt(end) == '\r' && text.charAt(end + 1) == '\n' ? 2 : 1);
        }
        return lexer.messages;
    }

    /** True when the text looks like such a file to anyone: a block of SWIFT, or a tag at the start of a line. */
    static boolean looksLike(String start) {
        return start.stripLeading().startsWith("{1:")
                || MtBreaks.looksLike(start)
                || start.lines()
                        .limit(40)
                        .map(String::stripLeading)
                        .anyMatch(line -> line.startsWith(":20:")
                                || line.startsWith(":25:")
                                || line.startsWith(":60F:")
                                || line.startsWith(":61:"));
    }

    /** Without control characters, which old transports leave. */
    private static String clean(String line) {
        StringBuilder out = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            out.append(c == '\t' ? ' ' : c);
            if (c != '\t' && (c < ' ' || (c >= 0x7f && c < 0xa0) || c == '\uFEFF')) {
                out.setLength(out.length() - 1);
            }
        }
        return out.toString();
    }

    private void line(int number, String raw) {
        String line = raw.stripTrailing();
        Location here = new Location(file, number, 1);
        if (raw.length() > limits.textLength()) {
            throw new BooksException(
                    ProblemCode.FIELD_TOO_LONG, here, "", "A line has at most " + limits.textLength() + " characters.");
        }
        boolean braces = line.indexOf('{') >= 0 || line.indexOf('}') >= 0;
        Matcher block = BLOCK.matcher(line);
        if (braces && block.matches()) {
            block(here, block.group(1));
            return;
        }
        Matcher within = ENDS_WITHIN.matcher(line);
        if (braces && current.isPresent() && within.matches()) {
            line(number, within.group(1));
            line(number, within.group(2));
            return;
        }
        if (line.equals(":") && current.isPresent()) {
            loneColon = Optional.of(number);
            return;
        }
        Matcher tag = TAG.matcher(line);
        Matcher broken = BROKEN_TAG.matcher(line);
        if (loneColon.isPresent() && broken.matches()) {
            field(new Location(file, loneColon.get(), 1), broken.group(1), broken.group(2));
        } else if (END.matcher(line).matches()) {
            ended = line.endsWith("}") ? Optional.empty() : current.or(() -> ended);
            end();
        } else if (tag.matches() && begins(tag.group(1), tag.group(2))) {
            field(here, tag.group(1), withBlanks(tag.group(1), tag.group(2), raw.substring(line.length())));
        } else {
            continued(raw);
        }
        loneColon = Optional.empty();
    }

    /** Blanks at the end of a line of text may stand between two words of it; elsewhere they mean nothing. */
    private static String withBlanks(String tag, String rest, String blanks) {
        return tag.equals("86") ? rest + blanks : rest;
    }

    /** A line of envelope: it ends what was before, may say what comes, and may hold the first field. */
    private void block(Location here, String line) {
        end();
        ended = Optional.empty();
        Matcher application = APPLICATION.matcher(line);
        if (application.find()) {
            String type = application.group(1);
            stated = Optional.of(format(type)
                    .orElseThrow(() -> new BooksException(
                            ProblemCode.MESSAGE_UNSUPPORTED,
                            here,
                            "{2:",
                            "This reader takes MT940, MT942 and MT950, this is MT" + type + ".")));
        }
        int text = line.indexOf("{4:");
        Matcher tag = TAG.matcher(text < 0 ? "" : line.substring(text + 3));
        if (tag.matches()) {
            field(here, tag.group(1), tag.group(2));
        }
    }

    private void end() {
        current = Optional.empty();
        loneColon = Optional.empty();
    }

    /** A dash alone ends a message only if none of its fields follows: it may have been the end of a line of text. */
    private void field(Location here, String tag, String first) {
        if (current.isEmpty() && AFTER_TEXT.contains(tag)) {
            current = ended.filter(message -> !message.isClosed());
        }
        boolean another = current.map(message -> tag.equals("20") || (HEAD.contains(tag) && message.isClosed()))
                .orElse(false);
        if (current.isEmpty() || another) {
            MtMessage message = new MtMessage(here, stated);
            messages.add(message);
            current = Optional.of(message);
        }
        current.orElseThrow().fields.add(new MtField(tag, here, first));
        if (messages.size() > limits.entries()) {
            throw new BooksException(
                    ProblemCode.TOO_LARGE, here, "", "The file has more than " + limits.entries() + " messages.");
        }
    }

    private void continued(String line) {
        if (current.isPresent()) {
            List<String> lines = current.get().fields.getLast().lines;
            boolean text = current.get().fields.getLast().tag.equals("86");
            if (!line.isBlank() && lines.size() < limits.depth()) {
                lines.add(text ? line : line.stripTrailing());
            }
            return;
        }
        Matcher header = HEADER.matcher(line.strip());
        if (header.matches()) {
            stated = format(header.group(1));
        }
    }

    /** Whether a tag is one here, or the text of a description that only looks like it. */
    private boolean begins(String tag, String rest) {
        if (current.isEmpty() || current.get().fields.isEmpty()) {
            return true;
        }
        MtField last = current.get().fields.getLast();
        if (!TEXT.contains(last.tag) || AFTER_TEXT.contains(tag)) {
            return true;
        }
        boolean time = ENDS_IN_TIME.matcher(last.lines.getLast()).matches()
                && GOES_ON_AS_TIME.matcher(rest).matches();
        return tag.equals("20") && !time;
    }

    private static Optional<BooksFormat> format(String type) {
        return switch (type) {
            case "940" -> Optional.of(BooksFormat.MT940);
            case "942" -> Optional.of(BooksFormat.MT942);
            case "950" -> Optional.of(BooksFormat.MT950);
            default -> Optional.empty();
        };
    }
}
