package clearing.kernel.cycle;

import clearing.kernel.Effect;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.calendar.CycleId;
import clearing.kernel.calendar.CycleRule;
import clearing.kernel.calendar.OutsideCalendar;
import clearing.kernel.execution.Execution;
import clearing.kernel.rulebook.CycleTerms;
import clearing.kernel.rulebook.DvpModel;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.Affirmation;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradeKind;
import clearing.kernel.trade.TradePage;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The way of trades into cycles, and out of one that is still open. The cycle is a function of the trade, the ledger's time of its
 * affirmation, the calendars in force and the fence; whoever affirms cannot choose it.
 */
public final class CycleIntake {
    private CycleIntake() {}

    /** How the page's lane settles in cycles; empty when it settles gross. */
    public static Optional<CycleTerms> terms(PageId page, Execution x) {
        return x.constitution().rules().cycles(page.lane());
    }

    /**
     * Which of these trades enter a cycle when they are affirmed: all, but those whose securities are delivered gross first.
     *
     * @param affirmed trades of the page
     */
    public static BitSet entering(CycleTerms terms, TradePage page, BitSet affirmed) {
        BitSet entering = (BitSet) affirmed.clone();
        if (terms.model() == DvpModel.NET_FUNDS) {
            affirmed.stream().filter(i -> page.kind(i) == TradeKind.DVP).forEach(entering::clear);
        }
        return entering;
    }

    /**
     * Takes trades of a page into their cycles.
     *
     * @param fundsOnly their deliveries are made, their payments enter
     * @param field how an error names a trade
     * @return why not, or empty when it is done
     */
    public static Optional<Outcome> take(
            CycleTerms terms,
            StatusPage status,
            TradePage page,
            BitSet trades,
            boolean fundsOnly,
            Affirmation.Field field,
            Execution x) {
        Map<CycleId, BitSet> byCycle = new TreeMap<>();
        Optional<CycleId> last = lastCutOff(terms.lane(), x);
        CycleRule rule = terms.rule(x.constitution());
        for (int i = trades.nextSetBit(0); i >= 0; i = trades.nextSetBit(i + 1)) {
            try {
                CycleId cycle = rule.cycleOf(
                        assets(page, i, x), LocalDate.ofEpochDay(page.valueDay(i)), x.tx().timestamp(), last);
                byCycle.computeIfAbsent(cycle, absent -> new BitSet()).set(i);
            } catch (OutsideCalendar e) {
                return Optional.of(Outcome.refused(
                        ResultCode.OUTSIDE_CALENDAR, field.of(i), e.calendar() + " does not cover " + e.date()));
            }
        }
        for (Map.Entry<CycleId, BitSet> entry : byCycle.entrySet()) {
            CycleId cycle = entry.getKey();
            Intake intake = intake(cycle, page.id(), x);
            if (!intake.add(page, status.contentHash(), entry.getValue(), fundsOnly)) {
                return Optional.of(Outcome.refused(
                        ResultCode.AMOUNT_TOO_LARGE,
                        "selection",
                        "sums of the cycle " + cycle + " would be above their limit"));
            }
            x.ledger().put(key(cycle, page.id()), intake.encode());
            entry.getValue().stream()
                    .forEach(i -> x.effects().add(() -> new Effect.TradeTakenIn(new TradeId(page.id(), i), cycle)));
        }
        PageCycles before = PageCycles.decode(x.ledger().get(Keys.cyclesOf(page.id())));
        PageCycles after = before.with(byCycle.keySet());
        if (!after.equals(before)) {
            x.ledger().put(Keys.cyclesOf(page.id()), after.encode());
        }
        return Optional.empty();
    }

    /**
     * Why a trade cannot leave its cycle, or empty when it can: the cycle is open and nothing of the trade has moved.
     *
     * @param field how an error names the trade
     */
    public static Optional<Outcome> refuseLeaving(PageId page, int index, String field, Execution x) {
        CycleId cycle = cycleOf(page, index, x).orElseThrow();
        Optional<CycleId> last = lastCutOff(cycle.lane(), x);
        if (last.isPresent() && cycle.compareTo(last.get()) <= 0) {
            return Optional.of(Outcome.refused(ResultCode.CYCLE_CUT_OFF, field));
        }
        boolean delivered = intake(cycle, page, x)
                .share(page.number())
                .orElseThrow()
                .funds()
                .get(index);
        return delivered
                ? Optional.of(Outcome.refused(ResultCode.STATE_FORBIDS, field, "the securities are delivered already"))
                : Optional.empty();
    }

    /** Takes a trade that can leave out of its cycle: it is cancelled or amended by both sides, or split. */
    public static void takeOut(TradePage page, int index, Execution x) {
        CycleId cycle = cycleOf(page.id(), index, x).orElseThrow();
        Intake intake = intake(cycle, page.id(), x);
        intake.remove(page, index, false);
        x.ledger().put(key(cycle, page.id()), intake.encode());
    }

    /** The cycle that a trade was taken into. */
    public static Optional<CycleId> cycleOf(PageId page, int index, Execution x) {
        return PageCycles.decode(x.ledger().get(Keys.cyclesOf(page))).cycles().stream()
                .filter(cycle -> intake(cycle, page, x)
                        .share(page.number())
                        .filter(share -> share.contains(index))
                        .isPresent())
                .findFirst();
    }

    static Optional<CycleId> lastCutOff(String lane, Execution x) {
        return x.ledger().read(Keys.fence(lane), CycleFence::decode).map(CycleFence::last);
    }

    static Intake intake(CycleId cycle, PageId page, Execution x) {
        return intake(cycle, page.author(), page.counterparty(), Intake.strand(page.number()), x);
    }

    static Intake intake(CycleId cycle, String author, String counterparty, int strand, Execution x) {
        return x.ledger()
                .read(Keys.intake(cycle, author, counterparty, strand), bytes -> Intake.decode(Optional.of(bytes)))
                .orElseGet(() -> Intake.decode(Optional.empty()));
    }

    static String key(CycleId cycle, PageId page) {
        return Keys.intake(cycle, page.author(), page.counterparty(), Intake.strand(page.number()));
    }

    private static List<String> assets(TradePage page, int i, Execution x) {
        List<String> codes = new ArrayList<>(2);
        codes.add(x.constitution().asset(page.deliveryAsset(i)).code());
        if (page.hasPayment(i)) {
            codes.add(x.constitution().asset(page.paymentAsset(i)).code());
        }
        return codes;
    }
}
