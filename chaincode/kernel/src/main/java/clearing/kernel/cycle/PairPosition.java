package clearing.kernel.cycle;

import clearing.kernel.calendar.CycleId;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import java.util.List;

/**
 * What two members owe each other in a cycle, and what became of it.
 *
 * @param first the smaller id
 * @param second the other
 * @param since the first cycle in which their nets were not paid; the cycle itself when nothing was carried into it
 * @param next the cycle that it was carried into; the cycle itself when it was not carried
 */
public record PairPosition(
        String first, String second, CycleId since, PairOutcome outcome, CycleId next, List<PairLeg> legs) {
    public PairPosition {
        legs = List.copyOf(legs);
    }

    PairPosition settled() {
        return new PairPosition(first, second, since, PairOutcome.SETTLED, next, legs);
    }

    PairPosition carried(CycleId into) {
        return new PairPosition(first, second, since, PairOutcome.CARRIED, into, legs);
    }

    PairPosition beyondLimit() {
        return new PairPosition(first, second, since, PairOutcome.BEYOND_LIMIT, next, legs);
    }

    PairPosition closedOut() {
        return new PairPosition(first, second, since, PairOutcome.CLOSED_OUT, next, legs);
    }

    /** True when value would move for it. */
    boolean movesValue() {
        return legs.stream().anyMatch(leg -> leg.net() != 0);
    }

    public boolean isParty(String member) {
        return first.equals(member) || second.equals(member);
    }

    void write(ByteWriter out) {
        out.text(first).text(second);
        since.write(out);
        next.write(out.u8(outcome.ordinal()));
        PairSums.write(out, legs);
    }

    static PairPosition read(ByteReader in, String field) {
        String first = in.text(field + ".first");
        String second = in.text(field + ".second");
        CycleId since = CycleId.read(in, field + ".since");
        PairOutcome outcome = in.constant(PairOutcome.values(), field + ".outcome");
        return new PairPosition(
                first, second, since, outcome, CycleId.read(in, field + ".next"), PairSums.read(in, field + ".legs"));
    }
}
