package clearing.generate;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The proof must find a plan wrong that is wrong, whatever the planners believe. */
class SettlementProofTest {
    private final Consortium consortium = new Consortium();
    private final DayOptions options = new DayOptions(1, LocalDate.of(2026, 11, 20), 400, 8);
    private final Day day = Day.plan(options);

    @Test
    void a_planned_day_passes() {
        assertThatCode(() -> check(day.trades(), day.fundings())).doesNotThrowAnyException();
    }

    @Test
    void an_opening_that_is_smaller_than_what_leaves_is_found() {
        List<Funding> fundings = new ArrayList<>(day.fundings());
        Funding first = fundings.getFirst();
        fundings.set(
                0,
                new Funding(first.operation(), first.reference(), first.holder(), first.asset(), 1, first.valueDate()));
        assertThatThrownBy(() -> check(day.trades(), fundings)).hasMessageContaining("does not cover the day");
    }

    @Test
    void a_deposit_that_lets_an_uncovered_trade_settle_is_found() {
        Leg leg = uncovered().delivery();
        List<Funding> fundings = new ArrayList<>(day.fundings());
        fundings.add(
                new Funding(Funding.Operation.DEPOSIT, "MB261120-D99999", leg.from(), leg.asset(), 1, options.date()));
        assertThatThrownBy(() -> check(day.trades(), fundings))
                .hasMessageContaining(uncovered().reference() + " might settle");
    }

    @Test
    void a_trade_that_delivers_into_an_uncovered_account_is_found() {
        Leg leg = uncovered().delivery();
        Leg delivery = new Leg(leg.to(), leg.from(), leg.asset(), 1);
        List<PlannedTrade> trades = new ArrayList<>(day.trades());
        trades.add(new PlannedTrade(
                "HB261120-999999", TradeKind.PAYMENT, delivery, Optional.empty(), false, "", "", Fate.SETTLES));
        assertThatThrownBy(() -> check(trades, day.fundings())).hasMessageContaining("might settle");
    }

    private PlannedTrade uncovered() {
        return day.trades().stream()
                .filter(trade -> trade.fate() == Fate.UNCOVERED)
                .findFirst()
                .orElseThrow();
    }

    private void check(List<PlannedTrade> trades, List<Funding> fundings) {
        SettlementProof.check(consortium, options, trades, fundings);
    }
}
