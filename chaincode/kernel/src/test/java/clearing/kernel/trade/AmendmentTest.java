package clearing.kernel.trade;

import static clearing.kernel.Consortium.HKD;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Batch;
import clearing.kernel.Consortium;
import clearing.kernel.Effect;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.Trades;
import clearing.kernel.Transition;
import clearing.kernel.command.Command;
import org.junit.jupiter.api.Test;

class AmendmentTest {
    private final Consortium ledger = Consortium.funded();
    private final PageId old = ledger.affirmed(0, Trades.payment("T1", 500));

    @Test
    void until_both_agree_nothing_changes() {
        PageId amended = ledger.record(1, amendment(400, 0, 0));

        assertThat(ledger.tradeState(old, 0)).isEqualTo(TradeState.AFFIRMED);
        ledger.settle(old, amended);
        assertThat(ledger.tradeState(old, 0)).isEqualTo(TradeState.SETTLED);
        assertThat(ledger.as(SOUTH, ledger.affirm(amended)).code()).isEqualTo(ResultCode.AMENDED_TRADE_NOT_OPEN);
        assertThat(ledger.tradeState(amended, 0)).isEqualTo(TradeState.ALLEGED);
    }

    @Test
    void affirming_the_amended_trade_cancels_the_old_one_in_the_same_step() {
        PageId amended = ledger.record(1, amendment(400, 0, 0));

        Transition transition = ledger.apply(Consortium.caller(SOUTH), Batch.of(ledger.affirm(amended)));

        assertThat(transition.outcomes()).containsExactly(Outcome.done(1));
        assertThat(transition.effects()).contains(new Effect.Amended(new TradeId(old, 0), new TradeId(amended, 0)));
        assertThat(ledger.tradeState(old, 0)).isEqualTo(TradeState.CANCELLED);
        ledger.settle(old, amended);
        assertThat(ledger.available(NORTH, HKD)).isEqualTo(100_000_000 - 400);
    }

    @Test
    void of_two_amendments_of_one_trade_the_first_that_is_affirmed_stands() {
        PageId first = ledger.record(1, amendment(400, 0, 0));
        PageId second = ledger.record(2, amendment(300, 0, 0));
        Consortium.done(ledger.as(SOUTH, ledger.affirm(second)));

        assertThat(ledger.as(SOUTH, ledger.affirm(first)).code()).isEqualTo(ResultCode.AMENDED_TRADE_NOT_OPEN);
        assertThat(ledger.as(SOUTH, ledger.affirm(second)).code()).isEqualTo(ResultCode.ALREADY_RECORDED);
    }

    @Test
    void two_amendments_of_one_trade_in_one_affirmation_are_refused_together() {
        Trade other = Trades.with(Trades.payment("T1B", 300)).trade().amending(new Amendment(0, 0));
        PageId both = ledger.record(1, amendment(400, 0, 0), other);

        assertThat(ledger.as(SOUTH, ledger.affirm(both)).code()).isEqualTo(ResultCode.AMENDED_TRADE_NOT_OPEN);
        assertThat(ledger.tradeState(old, 0)).isEqualTo(TradeState.AFFIRMED);
        assertThat(ledger.as(SOUTH, new Command.Affirm(both, ledger.contentHash(both), Selection.of(1))))
                .isEqualTo(Outcome.done(1));
    }

    @Test
    void an_amended_trade_can_be_amended_but_a_proposal_cannot() {
        PageId first = ledger.record(1, amendment(400, 0, 0));
        assertThat(record(2, amendment(300, 1, 0))).isEqualTo(ResultCode.AMENDED_TRADE_NOT_OPEN);
        Consortium.done(ledger.as(SOUTH, ledger.affirm(first)));

        PageId second = ledger.record(2, amendment(300, 1, 0));
        Consortium.done(ledger.as(SOUTH, ledger.affirm(second)));

        assertThat(ledger.tradeState(first, 0)).isEqualTo(TradeState.CANCELLED);
        ledger.settle(old, first, second);
        assertThat(ledger.available(NORTH, HKD)).isEqualTo(100_000_000 - 300);
    }

    @Test
    void what_is_closed_or_absent_or_a_reversal_cannot_be_amended() {
        ledger.settle(old);
        assertThat(record(1, amendment(400, 0, 0))).isEqualTo(ResultCode.AMENDED_TRADE_NOT_OPEN);
        assertThat(record(1, amendment(400, 9, 0))).isEqualTo(ResultCode.AMENDED_TRADE_NOT_OPEN);
        ledger.record(1, Trades.with(Trades.payment("R1", 500)).reversing(true, 0, 0));
        assertThat(record(2, amendment(400, 1, 0))).isEqualTo(ResultCode.AMENDED_TRADE_NOT_OPEN);
    }

    @Test
    void a_rejected_amendment_leaves_the_old_trade_alone() {
        PageId amended = ledger.record(1, amendment(400, 0, 0));
        Consortium.done(ledger.as(SOUTH, ledger.reject(amended)));

        assertThat(ledger.tradeState(old, 0)).isEqualTo(TradeState.AFFIRMED);
        assertThat(ledger.settle(old).affected()).isEqualTo(1);
    }

    private ResultCode record(int number, Trade trade) {
        return ledger.as(NORTH, Consortium.recordCommand(Consortium.page(number), trade))
                .code();
    }

    private static Trade amendment(long cents, int page, int index) {
        return Trades.payment("T1", cents).amending(new Amendment(page, index));
    }
}
