package clearing.kernel.cycle;

import clearing.kernel.calendar.CycleId;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where the nets of two members came to an end, which may be cycles behind the one in which they arose.
 *
 * @param cycle the last one that they were carried into; the one asked for when they were not carried
 * @param outcome {@link PairOutcome#CARRIED} when they wait in a cycle that is not netted yet
 */
public record PairEnd(CycleId cycle, PairOutcome outcome) {

    /**
     * Follows what was carried.
     *
     * @param from a cycle that is netted
     * @param first the smaller id
     * @param second the other
     * @param records the ledger's cycles that are cut off
     * @param fails what the two carried into a cycle
     */
    public static PairEnd of(
            CycleRecord from,
            String first,
            String second,
            Function<CycleId, Optional<CycleRecord>> records,
            Function<CycleId, Optional<CarriedFail>> fails) {
        CycleRecord at = from;
        while (true) {
            Optional<PairPosition> pair = at.pair(first, second);
            if (pair.isEmpty() || pair.get().outcome() != PairOutcome.CARRIED) {
                return new PairEnd(at.id(), pair.map(PairPosition::outcome).orElse(PairOutcome.OPEN));
            }
            CycleId next = pair.get().next();
            if (fails.apply(next).filter(CarriedFail::isClosedOut).isPresent()) {
                return new PairEnd(next, PairOutcome.CLOSED_OUT);
            }
            Optional<CycleRecord> netted = records.apply(next).filter(record -> record.state() != CycleState.CUT_OFF);
            if (netted.isEmpty()) {
                return new PairEnd(next, PairOutcome.CARRIED);
            }
            at = netted.get();
        }
    }
}
