package clearing.books;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Where in the rows of a file each target of a mapping stands. */
final class CsvColumns {
    private final RowSource rows;
    private final TableRow row;
    private final int width;
    private final Map<CsvTarget, CsvColumn> columns = new EnumMap<>(CsvTarget.class);

    /** @param rows of which the header was read last */
    CsvColumns(CsvMapping mapping, RowSource rows) {
        this.rows = rows;
        row = rows.row();
        width = row.width();
        List<String> names = new ArrayList<>(width);
        for (int i = 0; i < width; i++) {
            names.add(row.field(i));
        }
        mapping.columns().forEach((target, name) -> {
            int position = names.indexOf(name);
            if (position < 0 || names.lastIndexOf(name) != position) {
                throw new BooksException(
                        ProblemCode.COLUMN_UNKNOWN,
                        rows.location(position < 0 ? 0 : names.lastIndexOf(name)),
                        name,
                        "The header has "
                                + (position < 0 ? "no column " : "more than one column ")
                                + Texts.quote(name) + " for " + target.key() + ".");
            }
            columns.put(target, CsvColumn.at(rows, mapping, target, position));
        });
        for (CsvTarget target : CsvTarget.values()) {
            columns.computeIfAbsent(target, t -> CsvColumn.constant(rows, mapping, t));
        }
    }

    /** The column of a target. */
    CsvColumn of(CsvTarget target) {
        return Objects.requireNonNull(columns.get(target));
    }

    /** True when the row names every column of the mapping. */
    static boolean isHeader(CsvMapping mapping, TableRow row) {
        List<String> names = new ArrayList<>(row.width());
        for (int i = 0; i < row.width(); i++) {
            names.add(row.field(i));
        }
        return names.containsAll(mapping.columns().values());
    }

    /** The row last read has the header's width; a delimiter at the end of each line, which the header lacks, adds nothing. */
    void requireWidth() {
        boolean more = row.width() > width;
        for (int i = width; i < row.width(); i++) {
            more &= row.from(i) == row.to(i);
        }
        if (row.width() != width && !more) {
            throw new BooksException(
                    ProblemCode.ROW_WIDTH,
                    rows.location(0),
                    "",
                    "The row has " + row.width() + " fields, the header " + width + ".");
        }
    }
}
