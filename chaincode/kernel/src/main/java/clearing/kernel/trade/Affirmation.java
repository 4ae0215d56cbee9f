package clearing.kernel.trade;

import clearing.kernel.Effect;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.cycle.CycleIntake;
import clearing.kernel.execution.Execution;
import clearing.kernel.period.Periods;
import clearing.kernel.rulebook.CycleTerms;
import java.util.BitSet;
import java.util.Optional;

/**
 * The one way of alleged trades to being agreed, whether the counterparty affirmed them or two instructions matched. Where the lane has
 * cycles a trade enters its cycle in the same step; an amendment takes the place of what it amends.
 */
public final class Affirmation {
    private Affirmation() {}

    /**
     * Affirms trades of a page. The caller has checked who asks.
     *
     * @param status working copy of the page's status
     * @param alleged trades of the page that are alleged
     * @param field the trade with a number, as an error names it
     * @return why none of them can be affirmed, or empty when all are
     */
    public static Optional<Outcome> affirm(StatusPage status, BitSet alleged, Field field, Execution x) {
        Optional<Outcome> refusal = alleged.isEmpty()
                ? Optional.empty()
                : refuseClosed(status.id(), alleged, field, x)
                        .or(() -> Amendments.refuseAffirmation(status, alleged, field, x));
        if (refusal.isPresent()) {
            return refusal;
        }
        BitSet netted = new BitSet();
        Optional<CycleTerms> terms = CycleIntake.terms(status.id(), x);
        if (terms.isPresent() && !alleged.isEmpty()) {
            TradePage page = x.ledger().page(status.id()).orElseThrow();
            netted = CycleIntake.entering(terms.get(), page, alleged);
            Optional<Outcome> refused = CycleIntake.take(terms.get(), status, page, netted, false, field, x);
            if (refused.isPresent()) {
                return refused;
            }
        }
        for (int i = alleged.nextSetBit(0); i >= 0; i = alleged.nextSetBit(i + 1)) {
            TradeState to = netted.get(i) ? TradeState.NETTED : TradeState.AFFIRMED;
            TradeId id = new TradeId(status.id(), i);
            status.move(i, to);
            x.effects().add(() -> new Effect.TradeMoved(id, TradeState.ALLEGED, to, RejectReason.NONE));
            Amendments.replace(status, i, x);
        }
        return Optional.empty();
    }

    /** How an error names a trade by its number. */
    @FunctionalInterface
    public interface Field {
        /** The trades of a selection. */
        Field SELECTION = index -> "selection[" + index + "]";

        String of(int index);
    }

    /** What was not agreed while its value date was open can come as an adjusting entry only. */
    private static Optional<Outcome> refuseClosed(PageId id, BitSet alleged, Field field, Execution x) {
        int firstOpenDay = Periods.firstOpenDay(id.lane(), x);
        if (firstOpenDay == Integer.MIN_VALUE) {
            return Optional.empty();
        }
        TradePage page = x.ledger().page(id).orElseThrow();
        return alleged.stream()
                .filter(i -> page.valueDay(i) < firstOpenDay)
                .mapToObj(i -> Outcome.refused(ResultCode.PERIOD_CLOSED, field.of(i)))
                .findFirst();
    }
}
