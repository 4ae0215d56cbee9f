package clearing.settlement.export;

import java.io.IOException;
import java.util.List;

/** Takes a table row by row. The first row is the heading. */
public sealed interface TableWriter permits CsvTable, XlsxTable {
    /** A cell. */
    sealed interface Cell {
        /** Words; whatever they begin with, they are no formula. */
        record Words(String text) implements Cell {}

        /** A number, exact, as decimal digits with an optional sign and point. */
        record Figure(String digits) implements Cell {
            public Figure {
                if (!digits.matches("-?\\d{1,40}(\\.\\d{1,20})?")) {
                    throw new IllegalArgumentException("no plain decimal: " + digits);
                }
            }
        }

        /** Nothing. */
        record Empty() implements Cell {}
    }

    /** Writes one row. */
    void row(List<Cell> cells) throws IOException;

    /** Ends the table. */
    byte[] finish() throws IOException;

    /** A writer of the format. */
    static TableWriter of(TableFormat format, String sheet) {
        return switch (format) {
            case CSV -> new CsvTable();
            case XLSX -> new XlsxTable(sheet);
        };
    }
}
