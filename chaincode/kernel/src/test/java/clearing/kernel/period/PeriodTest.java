package clearing.kernel.period;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.HK;
import static clearing.kernel.Consortium.HKD;
import static clearing.kernel.Consortium.HOUSE;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.Consortium.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Batch;
import clearing.kernel.Consortium;
import clearing.kernel.Effect;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.Trades;
import clearing.kernel.Transition;
import clearing.kernel.codec.Blob;
import clearing.kernel.command.Command;
import clearing.kernel.rulebook.PeriodRule;
import clearing.kernel.rulebook.Rules;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradePage;
import clearing.kernel.trade.TradeState;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A lane whose value dates may be closed two days after they have passed. */
class PeriodTest {
    private static final LocalDate CLOSED = TODAY;

    private final Consortium ledger = agreed();

    @Test
    void a_period_closes_when_the_rule_allows_it_and_not_before() {
        ledger.later(Duration.ofDays(2));
        assertThat(ledger.as(NORTH, close()).code()).isEqualTo(ResultCode.PERIOD_NOT_CLOSABLE);
        ledger.later(Duration.ofDays(1));

        Transition transition = ledger.apply(Consortium.caller(NORTH), Batch.of(close()));

        assertThat(transition.outcomes()).containsExactly(Outcome.done(1));
        assertThat(transition.effects()).hasSize(1).first().isInstanceOf(Effect.PeriodClosed.class);
        assertThat(ledger.as(SOUTH, close()).code()).isEqualTo(ResultCode.ALREADY_RECORDED);
    }

    @Test
    void without_a_rule_nothing_is_ever_closed() {
        Consortium free = Consortium.funded();
        free.later(Duration.ofDays(400));

        assertThat(free.as(NORTH, close()).code()).isEqualTo(ResultCode.PERIOD_NOT_CLOSABLE);
        assertThat(free.as(NORTH, new Command.ClosePeriod("NY", CLOSED)).code())
                .isEqualTo(ResultCode.PERIOD_NOT_CLOSABLE);
    }

    @Test
    void a_closed_period_takes_no_late_entry() {
        closed();

        assertThat(ledger.as(NORTH, Consortium.recordCommand(Consortium.page(1), Trades.payment("T1", 1)))
                        .code())
                .isEqualTo(ResultCode.PERIOD_CLOSED);
        assertThat(ledger.as(NORTH, new Command.Instruct(page(1, Trades.payment("T1", 1))))
                        .code())
                .isEqualTo(ResultCode.PERIOD_CLOSED);
        assertThat(ledger.as(BANK, new Command.Deposit("N1", NORTH, HOUSE, "HKD", 1, CLOSED))
                        .code())
                .isEqualTo(ResultCode.PERIOD_CLOSED);
        assertThat(ledger.as(NORTH, new Command.RequestWithdrawal("W1", HOUSE, "HKD", 1, CLOSED))
                        .code())
                .isEqualTo(ResultCode.PERIOD_CLOSED);
        assertThat(ledger.as(BANK, new Command.Deposit("N1", NORTH, HOUSE, "HKD", 1, CLOSED.plusDays(1)))
                        .code())
                .isEqualTo(ResultCode.OK);
    }

    @Test
    void a_trade_of_a_closed_period_settles_no_more_and_can_only_fail() {
        PageId old = ledger.affirmed(0, Trades.payment("T1", 10));
        closed();

        assertThat(ledger.settle(old).code()).isEqualTo(ResultCode.NOTHING_TO_DO);
        assertThat(ledger.as(NORTH, new Command.Offset(HK, Consortium.wholePages(old)))
                        .code())
                .isEqualTo(ResultCode.NOTHING_TO_DO);
        Consortium.done(ledger.failOverdue(old));
        assertThat(ledger.tradeState(old, 0)).isEqualTo(TradeState.FAILED);
        assertThat(ledger.available(NORTH, HKD)).isEqualTo(1_000);
    }

    @Test
    void a_late_entry_is_of_the_open_period_and_names_the_closed_one_and_the_original() {
        PageId old = ledger.affirmed(0, Trades.payment("T1", 10));
        closed();
        ledger.failOverdue(old);
        TradeId original = new TradeId(old, 0);
        Command late = late(CLOSED, Optional.of(original), entry());

        Transition transition = ledger.apply(Consortium.caller(NORTH), Batch.of(late));

        PageId page = Consortium.page(5);
        assertThat(transition.outcomes()).containsExactly(Outcome.done(1));
        assertThat(transition.effects())
                .contains(new Effect.Adjusted(new TradeId(page, 0), CLOSED, Optional.of(original), "Late booking"));
        assertThat(ledger.as(NORTH, late).code()).isEqualTo(ResultCode.ALREADY_RECORDED);
        Consortium.done(ledger.as(SOUTH, ledger.affirm(page)));
        Consortium.done(ledger.settle(page));
        assertThat(ledger.available(NORTH, HKD)).isEqualTo(990);
    }

    @Test
    void an_adjusting_entry_is_for_closed_periods_only() {
        assertThat(ledger.as(NORTH, late(CLOSED, Optional.empty(), Trades.payment("L1", 10)))
                        .code())
                .isEqualTo(ResultCode.PERIOD_OPEN);
        closed();
        assertThat(ledger.as(NORTH, late(CLOSED.plusDays(1), Optional.empty(), entry()))
                        .code())
                .isEqualTo(ResultCode.PERIOD_OPEN);
        assertThat(ledger.as(NORTH, late(CLOSED, Optional.empty(), Trades.payment("L1", 10)))
                        .code())
                .isEqualTo(ResultCode.PERIOD_CLOSED);
        assertThat(ledger.as(NORTH, late(CLOSED, Optional.empty(), entry())).code())
                .isEqualTo(ResultCode.OK);
    }

    @Test
    void the_original_is_a_trade_of_the_closed_date_between_the_same_two() {
        PageId old = ledger.record(0, Trades.with(Trades.payment("T1", 10)).due(TODAY.plusDays(9)));
        closed();

        assertThat(ledger.as(NORTH, late(CLOSED, Optional.of(new TradeId(old, 0)), entry()))
                        .code())
                .isEqualTo(ResultCode.ADJUSTED_TRADE_NOT_FOUND);
        assertThat(ledger.as(NORTH, late(CLOSED, Optional.of(new TradeId(old, 1)), entry()))
                        .code())
                .isEqualTo(ResultCode.ADJUSTED_TRADE_NOT_FOUND);
    }

    @Test
    void a_reason_is_stated() {
        closed();
        Adjustments blank = new Adjustments(CLOSED, "  ", List.of(Optional.empty()));

        assertThat(ledger.as(NORTH, new Command.RecordLate(page(5, entry()), blank))
                        .code())
                .isEqualTo(ResultCode.MALFORMED);
        assertThat(ledger.as(
                                NORTH,
                                new Command.RecordLate(page(5, entry()), new Adjustments(CLOSED, "Late", List.of())))
                        .code())
                .isEqualTo(ResultCode.MALFORMED);
    }

    @Test
    void a_withdrawal_that_is_paid_after_the_close_is_posted_in_the_open_period() {
        Consortium.done(ledger.as(NORTH, new Command.RequestWithdrawal("W1", HOUSE, "HKD", 100, CLOSED)));
        closed();

        Transition transition =
                ledger.apply(Consortium.caller(BANK), Batch.of(new Command.AttestWithdrawal(NORTH, "W1", true)));

        assertThat(transition.effects())
                .hasSize(1)
                .first()
                .extracting(effect -> ((Effect.Posted) effect).valueDate())
                .isEqualTo(TODAY.plusDays(3));
    }

    private void closed() {
        ledger.later(Duration.ofDays(3));
        Consortium.done(ledger.as(NORTH, close()));
    }

    private static Consortium agreed() {
        Consortium agreed = Consortium.unconstituted();
        agreed.found(Rules.constitution(1, List.of(new PeriodRule(HK, 2))));
        agreed.deposit("F1", NORTH, HOUSE, "HKD", 1_000);
        return agreed;
    }

    private static Command close() {
        return new Command.ClosePeriod(HK, CLOSED);
    }

    private static Trade entry() {
        return Trades.with(Trades.payment("L1", 10)).due(TODAY.plusDays(3));
    }

    private static Command late(LocalDate closed, Optional<TradeId> original, Trade entry) {
        return new Command.RecordLate(page(5, entry), new Adjustments(closed, "Late booking", List.of(original)));
    }

    private static Blob page(int number, Trade... trades) {
        return Blob.of(TradePage.of(Consortium.page(number), List.of(trades)).encode());
    }
}
