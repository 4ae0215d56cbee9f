package clearing.kernel.defaults;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.HK;
import static clearing.kernel.Consortium.HKD;
import static clearing.kernel.Consortium.HOUSE;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.Consortium.TODAY;
import static clearing.kernel.defaults.Market.EAST;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Consortium;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.TradeLifeSamples;
import clearing.kernel.Trades;
import clearing.kernel.command.Command;
import clearing.kernel.period.Adjustments;
import clearing.kernel.trade.Amendment;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The south is in default: nobody brings anything about with it, and nothing leaves it. */
class DefaultTradeLifeTest {
    private final Market market = Market.open().priced().reserved();
    private final Consortium ledger = market.ledger();

    @Test
    void nobody_matches_a_defaulters_trades() {
        PageId bySouth = market.recorded(SOUTH, NORTH, 0, Trades.payment("T1", 5));
        PageId byNorth = market.recorded(NORTH, SOUTH, 0, Trades.payment("T2", 5));
        instruct(NORTH, SOUTH, 0, "T1");
        instruct(SOUTH, NORTH, 0, "T2");
        market.declared(SOUTH);

        Outcome first = ledger.as(NORTH, match(bySouth, new PageId(HK, NORTH, SOUTH, 0)));
        Outcome second = ledger.as(NORTH, match(byNorth, new PageId(HK, SOUTH, NORTH, 0)));

        assertThat(first.code()).isEqualTo(ResultCode.MEMBER_IN_DEFAULT);
        assertThat(first.field()).isEqualTo("trades.author");
        assertThat(second.code()).isEqualTo(ResultCode.MEMBER_IN_DEFAULT);
        assertThat(second.field()).isEqualTo("trades.counterparty");
        assertThat(ledger.tradeState(bySouth, 0)).isEqualTo(TradeState.ALLEGED);
        assertThat(ledger.as(SOUTH, match(byNorth, new PageId(HK, SOUTH, NORTH, 0)))
                        .code())
                .isEqualTo(ResultCode.MEMBER_IN_DEFAULT);
    }

    @Test
    void one_takes_back_what_one_instructed_and_instructs_nothing_new() {
        instruct(NORTH, SOUTH, 0, "T1");
        market.declared(SOUTH);

        PageId own = new PageId(HK, NORTH, SOUTH, 0);
        Consortium.done(ledger.as(NORTH, new Command.WithdrawInstructions(own, Selection.all())));
        assertThat(ledger.as(
                                NORTH,
                                new Command.Instruct(TradeLifeSamples.page(
                                        new PageId(HK, NORTH, SOUTH, 1), mirror(Trades.payment("T2", 5)))))
                        .code())
                .isEqualTo(ResultCode.MEMBER_IN_DEFAULT);
    }

    @Test
    void a_defaulters_trade_is_neither_split_nor_amended_nor_adjusted() {
        PageId block = market.affirmed(NORTH, SOUTH, 0, Trades.payment("T1", 5));
        market.declared(SOUTH);

        PageId next = new PageId(HK, NORTH, SOUTH, 1);
        assertThat(ledger.as(NORTH, new Command.Allocate(block, 0, TradeLifeSamples.page(next, Trades.payment("A", 5))))
                        .code())
                .isEqualTo(ResultCode.MEMBER_IN_DEFAULT);
        Trade amended = Trades.payment("T1", 4).amending(new Amendment(0, 0));
        assertThat(ledger.as(NORTH, Consortium.recordCommand(next, amended)).code())
                .isEqualTo(ResultCode.MEMBER_IN_DEFAULT);
        Adjustments late = new Adjustments(TODAY.minusDays(9), "Late", List.of(Optional.empty()));
        assertThat(ledger.as(NORTH, new Command.RecordLate(TradeLifeSamples.page(next, Trades.payment("L", 4)), late))
                        .code())
                .isEqualTo(ResultCode.MEMBER_IN_DEFAULT);
    }

    @Test
    void the_parts_of_a_block_are_closed_out_and_the_block_is_not_counted_again() {
        PageId block = market.affirmed(NORTH, SOUTH, 0, Trades.dvp("T1", 10, 100_000));
        PageId parts = new PageId(HK, NORTH, SOUTH, 1);
        Consortium.done(ledger.as(
                NORTH,
                new Command.Allocate(
                        block,
                        0,
                        TradeLifeSamples.page(parts, Trades.dvp("A", 6, 60_000), Trades.dvp("B", 4, 40_000)))));
        market.declared(SOUTH);

        assertThat(market.closeOut(SOUTH, block, parts).affected()).isEqualTo(2);

        assertThat(market.stored(SOUTH).closeOutSum(NORTH)).isEqualTo(100_000 - 90_000);
        assertThat(ledger.tradeState(block, 0)).isEqualTo(TradeState.ALLOCATED);
        assertThat(ledger.tradeState(parts, 1)).isEqualTo(TradeState.CLOSED_OUT);
    }

    @Test
    void what_a_defaulter_holds_for_others_is_not_posted_and_comes_back_to_its_estate() {
        long before = ledger.available(SOUTH, HKD);
        Consortium.done(ledger.as(SOUTH, hold("H1", EAST, Duration.ofHours(1))));
        Consortium.done(ledger.as(SOUTH, hold("H2", EAST, Duration.ofHours(1))));
        Consortium.done(ledger.as(NORTH, hold("H3", SOUTH, Duration.ofHours(1))));
        market.declared(SOUTH);

        assertThat(ledger.as(EAST, new Command.PostHold(SOUTH, "H1", 500)).code())
                .isEqualTo(ResultCode.MEMBER_IN_DEFAULT);
        assertThat(ledger.as(SOUTH, new Command.PostHold(NORTH, "H3", 500)).code())
                .isEqualTo(ResultCode.MEMBER_IN_DEFAULT);
        assertThat(ledger.as(NORTH, hold("H4", SOUTH, Duration.ofHours(1))).code())
                .isEqualTo(ResultCode.MEMBER_IN_DEFAULT);
        Consortium.done(ledger.as(EAST, new Command.ReleaseHold(SOUTH, "H1")));
        ledger.later(Duration.ofHours(1));
        Consortium.done(ledger.as(BANK, new Command.ReleaseHold(SOUTH, "H2")));
        Consortium.done(ledger.as(NORTH, new Command.ReleaseHold(NORTH, "H3")));
        assertThat(ledger.available(SOUTH, HKD)).isEqualTo(before);
    }

    private void instruct(String author, String counterparty, int number, String reference) {
        Consortium.done(ledger.as(
                author,
                new Command.Instruct(TradeLifeSamples.page(
                        new PageId(HK, author, counterparty, number), mirror(Trades.payment(reference, 5))))));
    }

    private static Command match(PageId trades, PageId instructions) {
        return new Command.Match(trades, instructions, List.of(new Command.Pair(0, 0)));
    }

    private static Command hold(String reference, String beneficiary, Duration time) {
        return new Command.PlaceHold(reference, HOUSE, "HKD", 500, beneficiary, HOUSE, Consortium.MORNING.plus(time));
    }

    private static Trade mirror(Trade trade) {
        return Trades.with(trade).received();
    }
}
