package clearing.kernel.reconcile;

import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import java.time.LocalDate;

/**
 * What a journal is anchored for.
 *
 * @param cycle 0 for the whole business day, else how many of the day's settlement cycles are over
 */
public record AnchorPeriod(LocalDate day, int cycle) {
    /** The most cycles of a day. */
    public static final int MAX_CYCLE = 255;

    public static AnchorPeriod wholeDay(LocalDate day) {
        return new AnchorPeriod(day, 0);
    }

    public void write(ByteWriter out) {
        out.i32(Math.toIntExact(day.toEpochDay())).u8(cycle);
    }

    public static AnchorPeriod read(ByteReader in, String field) {
        return new AnchorPeriod(LocalDate.ofEpochDay(in.i32(field + ".day")), in.u8(field + ".cycle"));
    }

    @Override
    public String toString() {
        return cycle == 0 ? day.toString() : day + "/" + cycle;
    }
}
