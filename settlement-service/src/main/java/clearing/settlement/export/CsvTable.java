package clearing.settlement.export;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP's rule for CSV); a number never does, also
 * a negative one.
 */
final class CsvTable implements TableWriter {
    private static final Pattern FORMULA = Pattern.compile("^[=+\\-@\\t\\r\\u0000]");

    private final StringBuilder text = new StringBuilder();

    @Override
    public void row(List<Cell> cells) {
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                text.append(',');
            }
            switch (cells.get(i)) {
                case Cell.Words words -> words(words.text());
                case Cell.Figure number -> text.append(number.digits());
                case Cell.Empty empty -> {}
            }
        }
        text.append("\r\n");
    }

    private void words(String words) {
        String harmless = FORMULA.matcher(words).find() ? "'" + words : words;
        if (harmless.indexOf(',') < 0
                && harmless.indexOf('"') < 0
                && harmless.indexOf('\n') < 0
                && harmless.indexOf('\r') < 0) {
            text.append(harmless);
        } else {
            text.append('"').append(harmless.replace("\"", "\"\"")).append('"');
        }
    }

    @Override
    public byte[] finish() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
