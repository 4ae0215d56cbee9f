package clearing.settlement.source;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Rows of a source, as texts under names of columns.
 *
 * @param columns names, each once
 * @param rows each with a text per column, empty for none
 */
public record SourceRows(List<String> columns, List<List<String>> rows) {
    public SourceRows {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /** Rows that are maps; a name that a row lacks is empty. */
    static SourceRows of(List<String> columns, List<Map<String, String>> rows) {
        return new SourceRows(
                columns,
                rows.stream()
                        .map(row -> columns.stream()
                                .map(column -> row.getOrDefault(column, ""))
                                .toList())
                        .toList());
    }

    /** As a CSV file whose first row, on line 2, is row 0: control characters are blanks, so that each row is a line. */
    byte[] csv() {
        StringBuilder text = new StringBuilder(line(columns));
        rows.forEach(row -> text.append(line(row)));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String line(List<String> fields) {
        return fields.stream()
                .map(field -> '"' + field.replaceAll("\\p{Cntrl}", " ").replace("\"", "\"\"") + '"')
                .collect(Collectors.joining(",", "", "\n"));
    }
}
