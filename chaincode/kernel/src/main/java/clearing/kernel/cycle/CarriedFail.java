package clearing.kernel.cycle;

import clearing.kernel.ResultCode;
import clearing.kernel.calendar.CycleId;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What two members could not settle in earlier cycles and owe each other in this one: both sides of it, so that value still goes against
 * value.
 *
 * @param into the cycle that it is an obligation of
 * @param first the smaller id
 * @param since the first cycle in which it was not paid
 * @param days its age: business days from there to this cycle
 * @param penalties of the step into this cycle; their amounts are in the legs
 */
public record CarriedFail(
        CycleId into,
        String first,
        String second,
        CycleId since,
        int days,
        List<Penalty> penalties,
        List<PairLeg> legs) {
    private static final int FORMAT = 1;

    public CarriedFail {
        penalties = List.copyOf(penalties);
        legs = List.copyOf(legs);
    }

    /** Two of the same pair that come into the same cycle. */
    CarriedFail with(CarriedFail other) {
        List<Penalty> both = new ArrayList<>(penalties);
        both.addAll(other.penalties);
        PairSums sums = PairSums.of(legs);
        other.legs.forEach(leg -> sums.add(leg, false));
        boolean older = since.compareTo(other.since) <= 0;
        return new CarriedFail(
                into, first, second, older ? since : other.since, Math.max(days, other.days), both, sums.legs());
    }

    /** What stays of it when a default has taken it: the place, and that nothing is owed here any more. */
    CarriedFail closedOut() {
        return new CarriedFail(into, first, second, since, days, List.of(), List.of());
    }

    /** True when a default has taken it. What is carried owes something. */
    public boolean isClosedOut() {
        return legs.isEmpty();
    }

    /** The stored form, and the content of its leaf in the cycle's tree. */
    public byte[] encode() {
        ByteWriter out = new ByteWriter(128).u8(FORMAT);
        into.write(out);
        since.write(out.text(first).text(second));
        out.i32(days).u16(penalties.size());
        penalties.forEach(penalty -> penalty.write(out));
        PairSums.write(out, legs);
        return out.toBytes();
    }

    /** @throws clearing.kernel.MalformedInput when the bytes are no fail */
    public static CarriedFail decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        if (in.u8("fail.format") != FORMAT) {
            throw in.fault(ResultCode.UNSUPPORTED_VERSION, "fail.format", "is not 1");
        }
        CycleId into = CycleId.read(in, "fail.into");
        String first = in.text("fail.first");
        String second = in.text("fail.second");
        CycleId since = CycleId.read(in, "fail.since");
        int days = in.i32("fail.days");
        List<Penalty> penalties = new ArrayList<>();
        int count = in.u16("fail.penalties");
        for (int i = 0; i < count; i++) {
            penalties.add(Penalty.read(in, "fail.penalties[" + i + "]"));
        }
        CarriedFail fail = new CarriedFail(into, first, second, since, days, penalties, PairSums.read(in, "fail.legs"));
        in.end("fail");
        return fail;
    }
}
