package clearing.books;

/**
 * Rows of RFC 4180 text, with the line and column of each field. After a bad row it goes on with the line after the one on which the
 * row began, so that a quote that is never closed costs one row and not the file.
 *
 * <p>A row is found in one pass and as places in the text. The line and column of a field are worked out only when a problem needs
 * them, from where the row began.
 */
final class CsvReader implements RowSource {
    private static final int MAX_COLUMNS = 512;

    private final TableRow row = new TableRow();
    private final int[] starts = new int[MAX_COLUMNS + 1];
    private final String file;
    private final CsvText text;
    private final char delimiter;
    private final char quote;
    private final int maxLength;

    private int at;
    private int line = 1;
    private int startLine = 1;
    private int fields;
    private int breaks;
    private boolean doubled;

    CsvReader(String file, CsvText text, char delimiter, char quote, int maxLength) {
        this.file = file;
        this.text = text;
        this.delimiter = delimiter;
        this.quote = quote;
        this.maxLength = maxLength;
        at = text.start();
    }

    @Override
    public int line() {
        return line;
    }

    @Override
    public TableRow row() {
        return row;
    }

    @Override
    public boolean next() {
        while (at < text.end()) {
            int start = at;
            startLine = line;
            fields = 0;
            breaks = 0;
            doubled = false;
            row.begin(text, line);
            try {
                readRow();
            } catch (BooksException e) {
                at = start;
                skipLine();
                throw e;
            }
            if (doubled) {
                takeQuotesOnce();
            }
            if (!row.isBlank()) {
                return true;
            }
        }
        return false;
    }

    private void readRow() {
        while (true) {
            starts[fields++] = at;
            if (isQuoted(fields - 1)) {
                readQuoted(at);
            } else {
                readPlain(at);
            }
            if (fields > MAX_COLUMNS) {
                throw new BooksException(
                        ProblemCode.ROW_WIDTH, place(at), "", "A row has at most " + MAX_COLUMNS + " fields.");
            }
            if (at >= text.end()) {
                line += breaks;
                return;
            }
            char end = text.at(at++);
            if (end != delimiter) {
                if (end == '\r' && at < text.end() && text.at(at) == '\n') {
                    at++;
                }
                line += breaks + 1;
                return;
            }
        }
    }

    private void readPlain(int start) {
        int to = text.next(start, delimiter, quote);
        if (to < text.end() && text.at(to) == quote) {
            throw new BooksException(
                    ProblemCode.ROW_QUOTE,
                    place(to),
                    "",
                    "A quote stands within a field that does not begin with one.");
        }
        requireLength(to - start);
        row.add(start, to);
        at = to;
    }

    private void readQuoted(int start) {
        int end = text.end();
        int length = 0;
        int to = start + 1;
        while (to < end) {
            char c = text.at(to++);
            if (c == quote) {
                if (to < end && text.at(to) == quote) {
                    doubled = true;
                    length++;
                    to++;
                    continue;
                }
                if (to < end && !isEnd(text.at(to))) {
                    throw new BooksException(
                            ProblemCode.ROW_QUOTE,
                            location(fields - 1),
                            "",
                            "Text stands after the closing quote of this field.");
                }
                requireLength(length);
                row.add(start + 1, to - 1);
                at = to;
                return;
            }
            if (isBreak(c, to)) {
                breaks++;
            }
            if (++length > maxLength) {
                break;
            }
        }
        throw new BooksException(
                ProblemCode.ROW_QUOTE,
                location(fields - 1),
                "",
                "The quote is not closed within " + maxLength + " characters.");
    }

    private void requireLength(int length) {
        if (length > maxLength) {
            throw new BooksException(
                    ProblemCode.FIELD_TOO_LONG,
                    location(fields - 1),
                    "",
                    "A field has at most " + maxLength + " characters.");
        }
    }

    /** Quotes within quotes stand for one: a row that has them gets a text of its own. */
    private void takeQuotesOnce() {
        String one = String.valueOf(quote);
        StringBuilder plain = new StringBuilder();
        int[] ends = new int[fields];
        for (int i = 0; i < fields; i++) {
            String field = row.field(i);
            plain.append(isQuoted(i) ? field.replace(one + one, one) : field);
            ends[i] = plain.length();
        }
        row.begin(CsvText.of(plain.toString()), startLine);
        for (int i = 0; i < ends.length; i++) {
            row.add(i == 0 ? 0 : ends[i - 1], ends[i]);
        }
    }

    private void skipLine() {
        while (at < text.end()) {
            char c = text.at(at++);
            if (c == '\n' || c == '\r') {
                if (c == '\r' && at < text.end() && text.at(at) == '\n') {
                    at++;
                }
                line++;
                return;
            }
        }
    }

    private boolean isQuoted(int column) {
        return starts[column] < text.end() && text.at(starts[column]) == quote;
    }

    private boolean isEnd(char c) {
        return c == delimiter || c == '\n' || c == '\r';
    }

    /** True when a line ends with the character before a place. */
    private boolean isBreak(char c, int next) {
        return c == '\n' || (c == '\r' && (next >= text.end() || text.at(next) != '\n'));
    }

    @Override
    public Location location(int column) {
        return place(starts[column]);
    }

    /** Line and column of a place in the row that is read: only quoted fields before it can hold ends of lines. */
    private Location place(int of) {
        int lineAt = startLine;
        int lineStart = starts[0];
        for (int i = 0; i < fields && starts[i] < of; i++) {
            if (isQuoted(i)) {
                int end = i + 1 < fields ? Math.min(starts[i + 1] - 1, of) : of;
                for (int each = starts[i] + 1; each < end; each++) {
                    char c = text.at(each);
                    if (c != quote && isBreak(c, each + 1)) {
                        lineAt++;
                        lineStart = each + 1;
                    }
                }
            }
        }
        return new Location(file, lineAt, of - lineStart + 1);
    }
}
