package clearing.books;

import java.time.LocalDate;

/** Booking and value date of a row, each of which stands for the other where that is empty. */
final class CsvDates {
    private final Days booking;
    private final Days value;

    /** A column and the days that its texts are. */
    private record Days(CsvColumn column, CsvColumn.Meaning<LocalDate> days) {
        static Days of(CsvColumn column, CsvMapping mapping) {
            return new Days(
                    column,
                    column.meaning(text -> Dates.parse(text, mapping.dateFormat(), column.location(), column.name())));
        }

        LocalDate day() {
            return days.inRow();
        }
    }

    CsvDates(CsvMapping mapping, CsvColumns columns) {
        booking = Days.of(columns.of(CsvTarget.BOOKING_DATE), mapping);
        value = Days.of(columns.of(CsvTarget.VALUE_DATE), mapping);
    }

    LocalDate booking() {
        return (booking.column.isEmpty() ? value : booking).day();
    }

    LocalDate value() {
        return (value.column.isEmpty() ? booking : value).day();
    }
}
