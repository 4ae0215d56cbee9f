package clearing.kernel.revenue.agreement;

import clearing.kernel.ResultCode;
import clearing.kernel.codec.Blob;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.revenue.terms.Cycle;
import clearing.kernel.revenue.terms.Period;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which versions of an agreement have come into force, and from when.
 *
 * <pre>agreement := format u8 | ordinal i32 | cycle u8 | lane text | versions u16 | (from i32, until i32, hash 32 bytes){versions}</pre>
 *
 * An open end is the highest integer.
 *
 * @param ordinal the agreement's number among all, from 0: part of its payments' page numbers
 * @param lane of the currency
 * @param versions version 1 first; they begin one after the other
 */
public record Agreement(int ordinal, Cycle cycle, String lane, List<Version> versions) {
    private static final int FORMAT = 1;
    private static final int OPEN = Integer.MAX_VALUE;
    private static final Cycle[] CYCLES = Cycle.values();

    public Agreement {
        versions = List.copyOf(versions);
    }

    /**
     * @param number of the version, from 1
     * @param from first day
     * @param until last day that its terms name
     * @param hash SHA-256 of the terms
     */
    public record Version(int number, LocalDate from, Optional<LocalDate> until, Blob hash) {}

    /** A version within a period: on how many of its days it is in force. */
    public record Days(Version version, int days) {}

    public Version last() {
        return versions.getLast();
    }

    public Agreement with(Version next) {
        List<Version> more = new ArrayList<>(versions);
        more.add(next);
        return new Agreement(ordinal, cycle, lane, more);
    }

    /** The versions in force within a period, in order; none where the agreement has not begun or is over. */
    public List<Days> within(Period period) {
        List<Days> found = new ArrayList<>();
        for (int i = 0; i < versions.size(); i++) {
            Version version = versions.get(i);
            LocalDate end = i + 1 < versions.size()
                    ? versions.get(i + 1).from().minusDays(1)
                    : version.until().orElse(period.end());
            LocalDate first = version.from().isAfter(period.start()) ? version.from() : period.start();
            LocalDate last = end.isBefore(period.end()) ? end : period.end();
            if (!last.isBefore(first)) {
                found.add(new Days(version, Math.toIntExact(last.toEpochDay() - first.toEpochDay() + 1)));
            }
        }
        return found;
    }

    public byte[] encode() {
        ByteWriter out =
                new ByteWriter(128).u8(FORMAT).i32(ordinal).u8(cycle.ordinal()).text(lane);
        out.u16(versions.size());
        for (Version version : versions) {
            out.i32(day(version.from()));
            out.i32(version.until().map(Agreement::day).orElse(OPEN));
            out.fixed(version.hash().bytes());
        }
        return out.toBytes();
    }

    /** @throws clearing.kernel.MalformedInput when the bytes are no agreement */
    public static Agreement decode(byte[] stored) {
        ByteReader in = new ByteReader(stored);
        if (in.u8("agreement.format") != FORMAT) {
            throw in.fault(ResultCode.UNSUPPORTED_VERSION, "agreement.format", "is not 1");
        }
        int ordinal = in.i32("agreement.ordinal");
        Cycle cycle = in.constant(CYCLES, "agreement.cycle");
        String lane = in.text("agreement.lane");
        int count = in.u16("agreement.versions");
        List<Version> versions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            LocalDate from = LocalDate.ofEpochDay(in.i32("agreement.from"));
            int until = in.i32("agreement.until");
            versions.add(new Version(
                    i + 1,
                    from,
                    until == OPEN ? Optional.empty() : Optional.of(LocalDate.ofEpochDay(until)),
                    Blob.of(in.fixed(32, "agreement.hash"))));
        }
        in.end("agreement");
        return new Agreement(ordinal, cycle, lane, versions);
    }

    private static int day(LocalDate date) {
        return Math.toIntExact(date.toEpochDay());
    }
}
