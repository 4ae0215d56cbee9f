package clearing.client.revenue.report;

import java.util.List;

/**
 * A table of a report.
 *
 * @param name short: also the sheet's
 * @param note a sentence below the title, or empty
 * @param columns titles
 * @param rows each as long as the columns; none where there is nothing to tell
 */
public record ReportTable(String name, String note, List<String> columns, List<List<Cell>> rows) {
    public ReportTable {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        int width = columns.size();
        if (rows.stream().anyMatch(row -> row.size() != width)) {
            throw new IllegalArgumentException("a row of " + name + " is not as long as its columns");
        }
    }
}
