package clearing.kernel.trade;

import static clearing.kernel.Consortium.CLIENT;
import static clearing.kernel.Consortium.HKD;
import static clearing.kernel.Consortium.HOUSE;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SHARE;
import static clearing.kernel.Consortium.SOUTH;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Consortium;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.Trades;
import clearing.kernel.command.Command;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReversalTest {
    private final Consortium ledger = Consortium.funded();
    private final Trade original = Trades.dvp("T1", 10, 1000);
    private PageId settled = Consortium.page(0);

    @BeforeEach
    void settle_the_original() {
        settled = ledger.affirmed(0, original);
        Consortium.done(ledger.settle(settled));
        assertThat(ledger.available(NORTH, SHARE)).isEqualTo(999_990);
    }

    @Test
    void gives_back_what_the_original_moved() {
        PageId back = ledger.affirmed(1, reversal("R1"));
        Consortium.done(ledger.settle(back));

        assertThat(ledger.available(NORTH, SHARE)).isEqualTo(1_000_000);
        assertThat(ledger.available(NORTH, HKD)).isEqualTo(100_000_000);
        assertThat(ledger.tradeState(settled, 0)).isEqualTo(TradeState.SETTLED);
        assertThat(ledger.status(settled).reversalNamed(0)).isTrue();
    }

    @Test
    void may_be_authored_by_the_other_side() {
        PageId back = new PageId(Consortium.HK, SOUTH, NORTH, 0);
        // Seen from the south, its page delivers the shares back: author delivers, and the original's page is the
        // other's.
        Trade returned = Trades.with(Trades.with(original).received()).reversing(false, 0, 0);
        assertThat(returned.authorDelivers()).isTrue();

        Consortium.done(ledger.as(SOUTH, Consortium.recordCommand(back, returned)));
        Consortium.done(ledger.as(NORTH, ledger.affirm(back)));
        Consortium.done(ledger.settle(back));

        assertThat(ledger.available(NORTH, SHARE)).isEqualTo(1_000_000);
        assertThat(ledger.available(SOUTH, HKD)).isEqualTo(100_000_000);
    }

    @Test
    void happens_once() {
        ledger.affirmed(1, reversal("R1"));

        assertRefused(2, reversal("R2"), ResultCode.REVERSED_TRADE_NOT_SETTLED);
        ledger.settle(Consortium.page(1));
        assertRefused(2, reversal("R2"), ResultCode.REVERSED_TRADE_NOT_SETTLED);
    }

    @Test
    void happens_once_within_a_page_too() {
        Outcome outcome =
                ledger.as(NORTH, Consortium.recordCommand(Consortium.page(1), reversal("R1"), reversal("R2")));

        assertThat(outcome.code()).isEqualTo(ResultCode.REVERSED_TRADE_NOT_SETTLED);
        assertThat(outcome.field()).isEqualTo("page.trades[1].reverses");
        assertThat(ledger.status(settled).reversalNamed(0)).isFalse();
    }

    @Test
    void rejected_it_leaves_the_original_free_for_another() {
        PageId back = ledger.record(1, reversal("R1"));
        Consortium.done(ledger.as(SOUTH, ledger.reject(back)));

        assertThat(ledger.status(settled).reversalNamed(0)).isFalse();
        ledger.affirmed(2, reversal("R2"));
    }

    @Test
    void cancelled_it_leaves_the_original_free_for_another() {
        PageId back = ledger.affirmed(1, reversal("R1"));
        ledger.as(NORTH, new Command.RequestCancel(back, Selection.all()));
        assertThat(ledger.status(settled).reversalNamed(0)).isTrue();
        ledger.as(SOUTH, new Command.RequestCancel(back, Selection.all()));

        assertThat(ledger.status(settled).reversalNamed(0)).isFalse();
        ledger.affirmed(2, reversal("R2"));
    }

    @Test
    void failed_or_expired_it_leaves_the_original_free_for_another() {
        PageId failing = ledger.affirmed(1, reversal("R1"));
        drain();
        ledger.later(Duration.ofDays(1));
        Consortium.done(ledger.failOverdue(failing));
        assertThat(ledger.tradeState(failing, 0)).isEqualTo(TradeState.FAILED);
        assertThat(ledger.status(settled).reversalNamed(0)).isFalse();

        PageId expiring = ledger.record(2, reversal("R2"));
        Consortium.done(ledger.failOverdue(expiring));
        assertThat(ledger.tradeState(expiring, 0)).isEqualTo(TradeState.EXPIRED);
        assertThat(ledger.status(settled).reversalNamed(0)).isFalse();
    }

    @Test
    void a_reversal_can_be_reversed() {
        PageId back = ledger.affirmed(1, reversal("R1"));
        ledger.settle(back);

        PageId again = ledger.affirmed(2, Trades.with(reversal("R2")).reversing(true, 1, 0));
        Consortium.done(ledger.settle(again));

        assertThat(ledger.available(NORTH, SHARE)).isEqualTo(999_990);
    }

    @Test
    void only_what_has_settled_is_reversed() {
        ledger.affirmed(1, Trades.dvp("T2", 5, 500));

        assertRefused(
                2, Trades.with(Trades.dvp("R1", 5, 500)).reversing(true, 1, 0), ResultCode.REVERSED_TRADE_NOT_SETTLED);
    }

    @Test
    void what_it_names_must_be_on_the_ledger() {
        assertRefused(
                1, Trades.with(Trades.dvp("R1", 10, 1000)).reversing(true, 7, 0), ResultCode.REVERSED_TRADE_NOT_FOUND);
        assertRefused(
                1, Trades.with(Trades.dvp("R1", 10, 1000)).reversing(true, 0, 1), ResultCode.REVERSED_TRADE_NOT_FOUND);
        assertRefused(
                1, Trades.with(Trades.dvp("R1", 10, 1000)).reversing(false, 0, 0), ResultCode.REVERSED_TRADE_NOT_FOUND);
        assertRefused(
                1, Trades.with(Trades.dvp("R1", 10, 1000)).reversing(true, 1, 0), ResultCode.REVERSED_TRADE_NOT_FOUND);
    }

    @Test
    void it_mirrors_the_original() {
        assertRefused(1, mirrorOf(Trades.dvp("R1", 11, 1000)), ResultCode.REVERSAL_NOT_A_MIRROR);
        assertRefused(1, mirrorOf(Trades.dvp("R1", 10, 999)), ResultCode.REVERSAL_NOT_A_MIRROR);
        assertRefused(1, mirrorOf(Trades.pvp("R1", 10, 1000)), ResultCode.REVERSAL_NOT_A_MIRROR);
        assertRefused(1, mirrorOf(Trades.payment("R1", 1000)), ResultCode.REVERSAL_NOT_A_MIRROR);
        assertRefused(1, Trades.with(reversal("R1")).accounts(CLIENT, HOUSE), ResultCode.REVERSAL_NOT_A_MIRROR);
        assertRefused(1, Trades.with(reversal("R1")).accounts(HOUSE, CLIENT), ResultCode.REVERSAL_NOT_A_MIRROR);
        Trade sameDirection =
                Trades.with(Trades.with(Trades.dvp("R1", 10, 1000)).received()).reversing(true, 0, 0);
        assertRefused(1, sameDirection, ResultCode.REVERSAL_NOT_A_MIRROR);
    }

    /** The north's page: it receives the shares and pays. */
    private static Trade reversal(String reference) {
        return mirrorOf(Trades.dvp(reference, 10, 1000));
    }

    private static Trade mirrorOf(Trade trade) {
        return Trades.with(trade).reversing(true, 0, 0);
    }

    private void assertRefused(int number, Trade trade, ResultCode expected) {
        String before = ledger.digest();
        Outcome outcome = ledger.as(NORTH, Consortium.recordCommand(Consortium.page(number), trade));
        assertThat(outcome.code()).isEqualTo(expected);
        assertThat(ledger.digest()).isEqualTo(before);
    }

    /** Takes all shares from the south, so that the reversal cannot settle. */
    private void drain() {
        Trade all = Trades.with(Trades.dvp("DRAIN", ledger.available(SOUTH, SHARE), 1))
                .received();
        Consortium.done(ledger.settle(ledger.affirmed(90, all)));
    }
}
