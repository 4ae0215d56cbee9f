package clearing.books;

import java.util.Arrays;
import java.util.List;

/**
 * One row of a file of columns: a text, and where in it each field begins and ends, without the blanks at its ends. One object serves
 * all rows of a file, so that a field costs no object before somebody needs it as a text; what is kept of a row is copied out.
 */
final class TableRow {
    private CsvText text = CsvText.of("");
    private int line;
    private int width;
    private int[] from = new int[16];
    private int[] to = new int[16];

    /** Begins a row. */
    void begin(CsvText of, int atLine) {
        text = of;
        line = atLine;
        width = 0;
    }

    /** Adds the field between two places of the text. */
    void add(int begin, int end) {
        if (width == from.length) {
            from = Arrays.copyOf(from, 2 * width);
            to = Arrays.copyOf(to, 2 * width);
        }
        int first = begin;
        int last = end;
        while (first < last && isBlank(text.at(first))) {
            first++;
        }
        while (first < last && isBlank(text.at(last - 1))) {
            last--;
        }
        from[width] = first;
        to[width++] = last;
    }

    /** Fills the row with fields that stand in no common text. */
    void fill(List<String> fields, int atLine) {
        begin(CsvText.of(String.join("", fields)), atLine);
        int at = 0;
        for (String field : fields) {
            add(at, at + field.length());
            at += field.length();
        }
    }

    /** Blank as {@link String#strip} has it; no character outside the basic plane is. */
    private static boolean isBlank(char c) {
        return c <= ' ' ? Character.isWhitespace(c) : c >= 0x80 && Character.isWhitespace(c);
    }

    /** Number of fields. */
    int width() {
        return width;
    }

    /** Line on which the row begins. */
    int line() {
        return line;
    }

    /** What the fields stand in. */
    CsvText text() {
        return text;
    }

    /** Where a field begins in the text. */
    int from(int column) {
        return from[column];
    }

    /** Behind the last character of a field. */
    int to(int column) {
        return to[column];
    }

    /** A field's text, without blanks at its ends. */
    String field(int column) {
        return text.part(from[column], to[column]);
    }

    /** True when the row is one field of nothing. */
    boolean isBlank() {
        return width == 1 && from[0] == to[0];
    }
}
