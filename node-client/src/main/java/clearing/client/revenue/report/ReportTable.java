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

    /** Whether a column holds numbers and no words: its title stands over them, to the right. */
    boolean isOfFigures(int column) {
        return rows.stream().map(row -> row.get(column)).anyMatch(Cell.Figure.class::isInstance)
                && rows.stream().map(row -> row.get(column)).noneMatch(Cell.Words.class::isInstance);
    }
}
