package clearing.generate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small CSV table of right rows, from which wrong ones are made by changing one field of one row. */
final class Rows {
    private final List<String> header;
    private final List<Map<String, String>> rows;

    /** @param rows fields in the order of the header */
    Rows(List<String> header, List<List<String>> rows) {
        this.header = header;
        this.rows = rows.stream().map(fields -> asMap(header, fields)).toList();
    }

    private static Map<String, String> asMap(List<String> header, List<String> fields) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            row.put(header.get(i), fields.get(i));
        }
        return row;
    }

    /** The table as it is. */
    String text() {
        Csv csv = new Csv(header.toArray(String[]::new));
        rows.forEach(row -> csv.row(row.values().toArray(String[]::new)));
        return csv.text();
    }

    /** The table with one field changed; the row counts from 0. */
    Rows with(int row, String column, String value) {
        if (!header.contains(column)) {
            throw new IllegalArgumentException("no column " + column);
        }
        List<List<String>> changed = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Map<String, String> fields = new LinkedHashMap<>(rows.get(i));
            if (i == row) {
                fields.put(column, value);
            }
            changed.add(List.copyOf(fields.values()));
        }
        return new Rows(header, changed);
    }

    /** The line of the file that a row stands on; the header stands on line 1. */
    static int line(int row) {
        return row + 2;
    }
}
