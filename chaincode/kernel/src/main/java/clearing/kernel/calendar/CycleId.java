package clearing.kernel.calendar;

import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import java.time.LocalDate;
import java.util.Comparator;

/**
 * A settlement cycle of a lane.
 *
 * @param lane code of the settlement lane
 * @param date business date on which it settles
 * @param number its place among the cycles of that date, from 0
 */
public record CycleId(String lane, LocalDate date, int number) implements Comparable<CycleId> {
    @Override
    public int compareTo(CycleId other) {
        return Comparator.comparing(CycleId::lane)
                .thenComparing(CycleId::date)
                .thenComparingInt(CycleId::number)
                .compare(this, other);
    }

    /** Lane, days since 1970-01-01 and number. */
    public void write(ByteWriter out) {
        out.text(lane).i32(Math.toIntExact(date.toEpochDay())).u8(number);
    }

    public static CycleId read(ByteReader in, String field) {
        return new CycleId(
                in.text(field + ".lane"), LocalDate.ofEpochDay(in.i32(field + ".date")), in.u8(field + ".number"));
    }

    /** {@code lane/2026-11-23/0}. */
    @Override
    public String toString() {
        return lane + "/" + date + "/" + number;
    }
}
