package clearing.books;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows of RFC 4180 text, a character and an object at a time: what the reader of the product is held to. */
final class PlainCsvReader {
    private static final int MAX_COLUMNS = 512;

    /** A field and where it begins. */
    record Field(String text, Location location) {}

    private final String file;
    private final String text;
    private final char delimiter;
    private final char quote;
    private final int maxLength;
    private int at;
    private int line = 1;
    private int lineStart;

    PlainCsvReader(String file, String text, char delimiter, char quote, int maxLength) {
        this.file = file;
        this.text = text;
        this.delimiter = delimiter;
        this.quote = quote;
        this.maxLength = maxLength;
    }

    public int line() {
        return line;
    }

    public Optional<List<Field>> next() {
        while (at < text.length()) {
            int start = at;
            int startLine = line;
            List<Field> row;
            try {
                row = row();
            } catch (BooksException e) {
                at = start;
                line = startLine;
                skipLine();
                throw e;
            }
            if (row.size() > 1 || !row.getFirst().text().isBlank()) {
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }

    private List<Field> row() {
        List<Field> row = new ArrayList<>();
        while (true) {
            row.add(field());
            if (row.size() > MAX_COLUMNS) {
                throw new BooksException(
                        ProblemCode.ROW_WIDTH, here(), "", "A row has at most " + MAX_COLUMNS + " fields.");
            }
            if (at >= text.length()) {
                return row;
            }
            char end = text.charAt(at++);
            if (end != delimiter) {
                if (end == '\r' && at < text.length() && text.charAt(at) == '\n') {
                    at++;
                }
                newLine();
                return row;
            }
        }
    }

    private Field field() {
        Location start = here();
        if (at < text.length() && text.charAt(at) == quote) {
            return new Field(quoted(start), start);
        }
        int from = at;
        while (at < text.length() && !isEnd(text.charAt(at))) {
            if (text.charAt(at) == quote) {
                throw new BooksException(
                        ProblemCode.ROW_QUOTE,
                        here(),
                        "",
                        "A quote stands within a field that does not begin with one.");
            }
            at++;
        }
        return new Field(bounded(text.substring(from, at), start), start);
    }

    private String quoted(Location start) {
        StringBuilder content = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == quote) {
                if (at < text.length() && text.charAt(at) == quote) {
                    content.append(quote);
                    at++;
                    continue;
                }
                if (at < text.length() && !isEnd(text.charAt(at))) {
                    throw new BooksException(
                            ProblemCode.ROW_QUOTE, start, "", "Text stands after the closing quote of this field.");
                }
                return bounded(content.toString(), start);
            }
            content.append(c);
            if (c == '\n' || (c == '\r' && (at >= text.length() || text.charAt(at) != '\n'))) {
                newLine();
            }
            if (content.length() > maxLength) {
                break;
            }
        }
        throw new BooksException(
                ProblemCode.ROW_QUOTE, start, "", "The quote is not closed within " + maxLength + " characters.");
    }

    private String bounded(String field, Location start) {
        if (field.length() > maxLength) {
            throw new BooksException(
                    ProblemCode.FIELD_TOO_LONG, start, "", "A field has at most " + maxLength + " characters.");
        }
        return field;
    }

    private void skipLine() {
        lineStart = at;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\n' || c == '\r') {
                if (c == '\r' && at < text.length() && text.charAt(at) == '\n') {
                    at++;
                }
                newLine();
                return;
            }
        }
    }

    private boolean isEnd(char c) {
        return c == delimiter || c == '\n' || c == '\r';
    }

    private void newLine() {
        line++;
        lineStart = at;
    }

    private Location here() {
        return new Location(file, line, at - lineStart + 1);
    }
}
