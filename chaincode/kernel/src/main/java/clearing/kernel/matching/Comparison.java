package clearing.kernel.matching;

import clearing.kernel.calendar.HolidayCalendar;
import clearing.kernel.calendar.OutsideCalendar;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.rulebook.MatchingRule;
import clearing.kernel.trade.Leg;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeKind;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Compares a trade with the other side's instruction. Within a tolerance two different values agree only where the trade's author
 * delivers: then what settles, which is the trade as its author wrote it, is the deliverer's. Where the author receives, both are equal.
 */
public final class Comparison {
    /** No two dates further apart than this are ever within a tolerance. */
    private static final int MAX_DAYS_APART = 60;

    private final MatchingRule rule;
    private final Optional<HolidayCalendar> calendar;

    private Comparison(MatchingRule rule, Optional<HolidayCalendar> calendar) {
        this.rule = rule;
        this.calendar = calendar;
    }

    /** The comparison that the members agreed for a lane; without a rule all fields are equal. */
    public static Comparison of(String lane, Constitution constitution) {
        MatchingRule rule = constitution.rules().matching(lane).orElse(MatchingRule.strict(lane));
        return new Comparison(rule, constitution.rules().calendar(rule.calendar()));
    }

    /** The fields that differ, as bits of {@link MatchField}; 0 when the two agree. */
    public int differing(Trade trade, Trade instruction) {
        boolean tolerant = trade.authorDelivers();
        int mask = 0;
        mask |= unless(trade.kind() == instruction.kind(), MatchField.KIND);
        mask |= unless(trade.authorDelivers() != instruction.authorDelivers(), MatchField.SIDE);
        mask |= unless(trade.delivery().asset() == instruction.delivery().asset(), MatchField.DELIVERY_ASSET);
        long deliveryTolerance = tolerant && trade.kind() == TradeKind.PAYMENT ? rule.amountTolerance() : 0;
        mask |= unless(
                near(trade.delivery().minor(), instruction.delivery().minor(), deliveryTolerance),
                MatchField.DELIVERY_AMOUNT);
        mask |= unless(
                trade.payment().map(Leg::asset).equals(instruction.payment().map(Leg::asset)),
                MatchField.PAYMENT_ASSET);
        long paymentTolerance = tolerant && trade.kind() == TradeKind.DVP ? rule.amountTolerance() : 0;
        mask |= unless(paymentNear(trade, instruction, paymentTolerance), MatchField.PAYMENT_AMOUNT);
        mask |= unless(
                !rule.requires(MatchField.TRADE_DATE) || trade.tradeDate().equals(instruction.tradeDate()),
                MatchField.TRADE_DATE);
        mask |= unless(datesNear(trade.valueDate(), instruction.valueDate(), tolerant), MatchField.VALUE_DATE);
        mask |= unless(
                !rule.requires(MatchField.AUTHOR_ACCOUNT) || trade.authorAccount() == instruction.counterpartyAccount(),
                MatchField.AUTHOR_ACCOUNT);
        mask |= unless(trade.counterpartyAccount() == instruction.authorAccount(), MatchField.COUNTERPARTY_ACCOUNT);
        mask |= unless(
                !rule.requires(MatchField.REFERENCE) || trade.reference().equals(instruction.reference()),
                MatchField.REFERENCE);
        return mask;
    }

    private static int unless(boolean agrees, MatchField field) {
        return agrees ? 0 : field.bit();
    }

    private static boolean paymentNear(Trade trade, Trade instruction, long tolerance) {
        if (trade.payment().isEmpty() || instruction.payment().isEmpty()) {
            return trade.payment().isEmpty() && instruction.payment().isEmpty();
        }
        return near(trade.payment().get().minor(), instruction.payment().get().minor(), tolerance);
    }

    private static boolean near(long one, long other, long tolerance) {
        return Math.abs(Math.subtractExact(one, other)) <= tolerance;
    }

    private boolean datesNear(LocalDate one, LocalDate other, boolean tolerant) {
        if (one.equals(other)) {
            return true;
        }
        long apart = Math.abs(Math.subtractExact(one.toEpochDay(), other.toEpochDay()));
        if (!tolerant || rule.dateTolerance() == 0 || calendar.isEmpty() || apart > MAX_DAYS_APART) {
            return false;
        }
        try {
            return Math.abs(calendar.get().between(one, other)) <= rule.dateTolerance();
        } catch (OutsideCalendar unknown) {
            // Whether the days between are holidays is not known, so the two are not known to be near.
            return false;
        }
    }
}
