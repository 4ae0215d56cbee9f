package clearing.bench.workbench;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The texts in a JavaScript module: what stands in quotation marks and what stands between the placeholders of a template, each
 * with what comes before it in the same line. Comments and regular expressions are no texts.
 */
final class ModuleText {
    private static final Pattern BEFORE_REGEX = Pattern.compile("(^|[(,=:\\[!&|?{};\\n+]|return|=>)\\s*$");

    /** One text. {@code template} says whether values are filled in, each shown here as a zero character. */
    record Text(String value, String before, int line, boolean template) {}

    private final String source;
    private final List<Text> texts = new ArrayList<>();
    private int at;

    private ModuleText(String source) {
        this.source = source;
    }

    static List<Text> of(String source) {
        ModuleText module = new ModuleText(source);
        module.code(false);
        return module.texts;
    }

    private void code(boolean untilBrace) {
        int depth = 0;
        while (at < source.length()) {
            char now = source.charAt(at);
            if (source.startsWith("//", at)) {
                at = after("\n");
            } else if (source.startsWith("/*", at)) {
                at = after("*/");
            } else if (now == '"' || now == '\'') {
                quoted(now);
            } else if (now == '`') {
                template();
            } else if (now == '/'
                    && BEFORE_REGEX
                            .matcher(source.substring(Math.max(0, at - 40), at))
                            .find()) {
                regex();
            } else if (untilBrace && now == '}' && depth == 0) {
                at++;
                return;
            } else {
                depth += now == '{' ? 1 : now == '}' ? -1 : 0;
                at++;
            }
        }
    }

    private int after(String end) {
        int found = source.indexOf(end, at);
        return found < 0 ? source.length() : found + end.length();
    }

    private void quoted(char mark) {
        int start = at++;
        while (source.charAt(at) != mark) {
            at += source.charAt(at) == '\\' ? 2 : 1;
        }
        add(source.substring(start + 1, at++), start, false);
    }

    private void template() {
        int start = at++;
        StringBuilder fixed = new StringBuilder();
        boolean filled = false;
        while (source.charAt(at) != '`') {
            if (source.startsWith("${", at)) {
                at += 2;
                code(true);
                fixed.append('\0');
                filled = true;
            } else if (source.charAt(at) == '\\') {
                at += 2;
            } else {
                fixed.append(source.charAt(at++));
            }
        }
        at++;
        add(fixed.toString(), start, filled);
    }

    private void regex() {
        boolean inClass = false;
        for (at++; source.charAt(at) != '/' || inClass; at++) {
            switch (source.charAt(at)) {
                case '\\' -> at++;
                case '[' -> inClass = true;
                case ']' -> inClass = false;
                default -> {}
            }
        }
        at++;
    }

    private void add(String value, int start, boolean template) {
        int line = (int) source.substring(0, start)
                        .chars()
                        .filter(each -> each == '\n')
                        .count()
                + 1;
        String before = source.substring(Math.max(0, source.lastIndexOf('\n', start)), start)
                .strip();
        texts.add(new Text(value, before, line, template));
    }
}
