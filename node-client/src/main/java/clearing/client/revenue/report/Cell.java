package clearing.client.revenue.report;

import java.math.BigDecimal;

/** What stands in a table of a report. */
public sealed interface Cell {
    /** @param depth how far it is indented */
    record Words(String text, int depth) implements Cell {}

    /** A number; what it counts stands in the column's title or beside it. */
    record Figure(BigDecimal value) implements Cell {}

    /** The agreement does not let the reader see it. */
    record Hidden() implements Cell {}

    static Cell of(String text) {
        return new Words(text, 0);
    }

    static Cell of(BigDecimal value) {
        return new Figure(value);
    }

    static Cell of(long value) {
        return new Figure(BigDecimal.valueOf(value));
    }
}
