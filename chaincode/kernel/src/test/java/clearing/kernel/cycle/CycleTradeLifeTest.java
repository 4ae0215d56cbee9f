package clearing.kernel.cycle;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.CLIENT;
import static clearing.kernel.Consortium.HK;
import static clearing.kernel.Consortium.HKD;
import static clearing.kernel.Consortium.HOUSE;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SHARE;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.Consortium.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Batch;
import clearing.kernel.Consortium;
import clearing.kernel.Effect;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.TradeLifeSamples;
import clearing.kernel.Trades;
import clearing.kernel.Transition;
import clearing.kernel.calendar.CycleId;
import clearing.kernel.command.Command;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.netting.NettingMode;
import clearing.kernel.rulebook.DvpModel;
import clearing.kernel.rulebook.PeriodRule;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.Amendment;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.RejectReason;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradeState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Matching, amending, allocating and closing periods in a lane that settles in cycles. */
class CycleTradeLifeTest {
    private static final CycleId FIRST = new CycleId(HK, TODAY, 0);
    private static final CycleId SECOND = new CycleId(HK, TODAY, 1);
    private static final PageId BY_SOUTH = new PageId(HK, SOUTH, NORTH, 0);

    private final Consortium ledger = Consortium.funded();

    @BeforeEach
    void cycles() {
        agree(DvpModel.NET_BOTH);
    }

    private void agree(DvpModel model) {
        int version = Constitution.decode(ledger.state().get(Keys.CONSTITUTION).orElseThrow())
                .version();
        ledger.found(Cycles.constitution(
                version + 1, new PeriodRule(HK, 1), Cycles.calendar(), Cycles.hk(model, NettingMode.MULTILATERAL)));
    }

    @Test
    void a_matched_trade_enters_its_cycle_as_an_affirmed_one_does() {
        PageId trades = ledger.record(0, Trades.dvp("T1", 10, 1_000), Trades.payment("T2", 7));
        instruct(mirror(Trades.dvp("T1", 10, 1_000)), mirror(Trades.payment("T2", 8)));

        Transition matched = ledger.apply(Consortium.caller(SOUTH), Batch.of(match(trades, 2)));

        TradeId trade = new TradeId(trades, 0);
        assertThat(matched.outcomes().getFirst().affected()).isEqualTo(1);
        assertThat(matched.effects())
                .containsSubsequence(
                        new Effect.TradeTakenIn(trade, FIRST),
                        new Effect.TradeMoved(trade, TradeState.ALLEGED, TradeState.NETTED, RejectReason.NONE),
                        new Effect.Matched(trade, new TradeId(BY_SOUTH, 0)));
        assertThat(ledger.tradeState(trades, 1)).isEqualTo(TradeState.ALLEGED);
        assertThat(settled(FIRST)).isEqualTo(1);
        assertThat(ledger.available(NORTH, HKD)).isEqualTo(100_001_000);
        assertThat(ledger.available(SOUTH, SHARE)).isEqualTo(1_000_010);
        assertThat(ledger.as(SOUTH, match(trades, 1)).code()).isEqualTo(ResultCode.ALREADY_RECORDED);
    }

    @Test
    void where_funds_settle_net_a_matched_delivery_waits_and_a_matched_payment_is_netted() {
        agree(DvpModel.NET_FUNDS);
        PageId trades = ledger.record(0, Trades.dvp("T1", 10, 1_000), Trades.payment("T2", 7));
        instruct(mirror(Trades.dvp("T1", 10, 1_000)), mirror(Trades.payment("T2", 7)));

        Consortium.done(ledger.as(NORTH, match(trades, 2)));

        assertThat(ledger.tradeState(trades, 0)).isEqualTo(TradeState.AFFIRMED);
        assertThat(ledger.tradeState(trades, 1)).isEqualTo(TradeState.NETTED);
    }

    @Test
    void no_pair_is_matched_when_the_calendar_knows_no_cycle_for_one() {
        PageId trades = ledger.record(
                0, Trades.payment("T1", 5), Trades.with(Trades.payment("T2", 7)).due(TODAY.plusYears(2)));
        instruct(
                mirror(Trades.payment("T1", 5)),
                Trades.with(mirror(Trades.payment("T2", 7))).due(TODAY.plusYears(2)));
        String before = ledger.digest();

        Outcome refused = ledger.as(SOUTH, match(trades, 2));

        assertThat(refused.code()).isEqualTo(ResultCode.OUTSIDE_CALENDAR);
        assertThat(refused.field()).isEqualTo("pairs[1]");
        assertThat(ledger.digest()).isEqualTo(before);
    }

    @Test
    void an_amendment_takes_the_place_of_the_old_trade_while_its_cycle_is_open() {
        PageId old = ledger.affirmed(0, Trades.payment("T1", 500), Trades.payment("T2", 30));
        PageId amended = ledger.record(1, Trades.payment("T1", 400).amending(new Amendment(0, 0)));

        Consortium.done(ledger.as(SOUTH, ledger.affirm(amended)));

        assertThat(ledger.tradeState(old, 0)).isEqualTo(TradeState.CANCELLED);
        assertThat(ledger.tradeState(amended, 0)).isEqualTo(TradeState.NETTED);
        assertThat(settled(FIRST)).isEqualTo(2);
        assertThat(ledger.available(NORTH, HKD)).isEqualTo(100_000_000 - 430);
    }

    @Test
    void a_trade_whose_cycle_is_cut_off_is_not_amended() {
        ledger.affirmed(0, Trades.payment("T1", 500));
        PageId proposed = ledger.record(1, Trades.payment("T1", 400).amending(new Amendment(0, 0)));
        Cycles.cutOff(ledger, FIRST);

        Outcome affirmed = ledger.as(SOUTH, ledger.affirm(proposed));
        Outcome recorded = ledger.as(
                NORTH,
                Consortium.recordCommand(
                        Consortium.page(2), Trades.payment("T1", 300).amending(new Amendment(0, 0))));

        assertThat(affirmed.code()).isEqualTo(ResultCode.CYCLE_CUT_OFF);
        assertThat(affirmed.field()).isEqualTo("selection[0]");
        assertThat(recorded.code()).isEqualTo(ResultCode.CYCLE_CUT_OFF);
        assertThat(recorded.field()).isEqualTo("page.trades[0].amends");
        assertThat(nettedAndSettled(FIRST)).isEqualTo(1);
        assertThat(ledger.available(NORTH, HKD)).isEqualTo(100_000_000 - 500);
        assertThat(ledger.tradeState(proposed, 0)).isEqualTo(TradeState.ALLEGED);
    }

    @Test
    void the_parts_of_a_block_settle_in_its_cycle() {
        PageId block = ledger.affirmed(0, Trades.dvp("T1", 100, 5_000));
        Command allocate = allocate(block, BY_SOUTH, received("A", 60, 3_000, HOUSE), received("B", 40, 2_000, CLIENT));

        Transition split = ledger.apply(Consortium.caller(SOUTH), Batch.of(allocate));

        assertThat(split.outcomes()).containsExactly(Outcome.done(2));
        assertThat(split.effects())
                .containsSubsequence(
                        new Effect.TradeTakenIn(new TradeId(BY_SOUTH, 1), FIRST),
                        new Effect.TradeMoved(
                                new TradeId(block, 0), TradeState.NETTED, TradeState.ALLOCATED, RejectReason.NONE),
                        new Effect.Allocated(new TradeId(block, 0), BY_SOUTH, 2));
        assertThat(ledger.tradeState(BY_SOUTH, 0)).isEqualTo(TradeState.NETTED);
        assertThat(ledger.as(SOUTH, allocate).code()).isEqualTo(ResultCode.ALREADY_RECORDED);
        assertThat(ledger.as(SOUTH, ledger.affirm(block)).code()).isEqualTo(ResultCode.ALREADY_RECORDED);
        ledger.deposit("F9", SOUTH, CLIENT, "HKD", 2_000);
        assertThat(settled(FIRST)).isEqualTo(2);
        assertThat(ledger.balance(SOUTH).available(CLIENT, SHARE)).isEqualTo(40);
        assertThat(ledger.available(SOUTH, SHARE)).isEqualTo(1_000_060);
        assertThat(ledger.available(NORTH, HKD)).isEqualTo(100_005_000);
        Consortium.done(ledger.as(NORTH, new Command.CloseCycle(FIRST, List.of(BY_SOUTH, block))));
        assertThat(Cycles.cycle(ledger, FIRST).state()).isEqualTo(CycleState.CLOSED);
        assertThat(ledger.tradeState(block, 0)).isEqualTo(TradeState.ALLOCATED);
        assertThat(ledger.tradeState(BY_SOUTH, 0)).isEqualTo(TradeState.SETTLED);
    }

    @Test
    void nobody_puts_a_block_off_to_a_later_cycle_by_splitting_it() {
        PageId block = ledger.affirmed(0, Trades.dvp("T1", 100, 5_000));
        Command allocate = allocate(block, BY_SOUTH, received("A", 100, 5_000, CLIENT));
        ledger.at(Cycles.NOON);
        String before = ledger.digest();

        // The cut-off's time has come, the fence has not moved: the parts would enter the second cycle.
        assertThat(ledger.as(SOUTH, allocate).code()).isEqualTo(ResultCode.CYCLE_CUT_OFF);
        assertThat(ledger.digest()).isEqualTo(before);
        Cycles.cutOff(ledger, FIRST);
        assertThat(ledger.as(SOUTH, allocate).code()).isEqualTo(ResultCode.CYCLE_CUT_OFF);
        assertThat(Cycles.shares(ledger, SECOND, SOUTH, NORTH)).isEmpty();
    }

    @Test
    void a_block_that_waits_for_delivery_is_split_and_one_that_is_delivered_is_not() {
        agree(DvpModel.NET_FUNDS);
        PageId block = ledger.affirmed(0, Trades.dvp("T1", 100, 5_000), Trades.dvp("T2", 10, 500));
        Consortium.done(ledger.as(SOUTH, allocate(block, BY_SOUTH, received("A", 100, 5_000, CLIENT))));
        assertThat(ledger.tradeState(BY_SOUTH, 0)).isEqualTo(TradeState.AFFIRMED);

        Outcome delivered = ledger.as(BANK, new Command.Deliver(HK, Consortium.wholePages(block, BY_SOUTH)));

        assertThat(delivered.affected()).isEqualTo(2);
        assertThat(ledger.balance(SOUTH).available(CLIENT, SHARE)).isEqualTo(100);
        Command late = new Command.Allocate(
                block, 1, TradeLifeSamples.page(new PageId(HK, SOUTH, NORTH, 1), received("B", 10, 500, CLIENT)));
        assertThat(ledger.as(SOUTH, late).code()).isEqualTo(ResultCode.STATE_FORBIDS);
    }

    @Test
    void what_was_not_agreed_before_its_value_date_was_closed_enters_no_cycle() {
        PageId trades = ledger.record(0, Trades.payment("T1", 5));
        instruct(mirror(Trades.payment("T1", 5)));
        closePeriod();

        Outcome affirmed = ledger.as(SOUTH, ledger.affirm(trades));
        Outcome matched = ledger.as(NORTH, match(trades, 1));

        assertThat(affirmed.code()).isEqualTo(ResultCode.PERIOD_CLOSED);
        assertThat(affirmed.field()).isEqualTo("selection[0]");
        assertThat(matched.code()).isEqualTo(ResultCode.PERIOD_CLOSED);
        assertThat(matched.field()).isEqualTo("pairs[0]");
        Consortium.done(ledger.as(SOUTH, ledger.reject(trades)));
    }

    @Test
    void securities_of_a_closed_value_date_are_not_delivered() {
        agree(DvpModel.NET_FUNDS);
        PageId trades = ledger.affirmed(0, Trades.dvp("T1", 10, 1_000));
        closePeriod();

        Outcome refused = ledger.as(BANK, new Command.Deliver(HK, Consortium.wholePages(trades)));

        assertThat(refused).isEqualTo(new Outcome(ResultCode.NOTHING_TO_DO, "", "", 0, 0));
        Consortium.done(ledger.failOverdue(trades));
        assertThat(ledger.tradeState(trades, 0)).isEqualTo(TradeState.FAILED);
    }

    @Test
    void the_nets_of_a_cycle_whose_date_is_closed_are_of_the_day_that_moves_them() {
        ledger.affirmed(0, Trades.payment("T1", 5));
        Cycles.cutOff(ledger, FIRST);
        Consortium.done(ledger.as(BANK, new Command.NetCycle(FIRST)));
        closePeriod();

        Transition late = ledger.apply(Consortium.caller(NORTH), Batch.of(new Command.SettleCycle(FIRST, false)));

        assertThat(late.effects())
                .filteredOn(Effect.Posted.class::isInstance)
                .extracting(effect -> ((Effect.Posted) effect).valueDate())
                .containsOnly(TODAY.plusDays(4));
        assertThat(late.effects())
                .filteredOn(Effect.Posted.class::isInstance)
                .extracting(effect -> ((Effect.Posted) effect).reference())
                .containsOnly(FIRST.toString());
    }

    private void closePeriod() {
        ledger.at(Instant.parse("2026-03-02T02:00:00Z").plus(Duration.ofDays(4)));
        Consortium.done(ledger.as(NORTH, new Command.ClosePeriod(HK, TODAY)));
    }

    /** Trades of a cycle that is cut off, netted and settled here. */
    private int settled(CycleId cycle) {
        Cycles.cutOff(ledger, cycle);
        return nettedAndSettled(cycle);
    }

    private int nettedAndSettled(CycleId cycle) {
        Outcome netted = ledger.as(BANK, new Command.NetCycle(cycle));
        Consortium.done(ledger.as(NORTH, new Command.SettleCycle(cycle, false)));
        return netted.affected();
    }

    private void instruct(Trade... trades) {
        Consortium.done(ledger.as(SOUTH, new Command.Instruct(TradeLifeSamples.page(BY_SOUTH, trades))));
    }

    private static Command match(PageId trades, int count) {
        List<Command.Pair> pairs =
                IntStream.range(0, count).mapToObj(i -> new Command.Pair(i, i)).toList();
        return new Command.Match(trades, BY_SOUTH, pairs);
    }

    private static Command allocate(PageId block, PageId parts, Trade... trades) {
        return new Command.Allocate(block, 0, TradeLifeSamples.page(parts, trades));
    }

    private static Trade mirror(Trade trade) {
        return Trades.with(trade).received();
    }

    private static Trade received(String reference, long shares, long cents, int account) {
        return Trades.with(mirror(Trades.dvp(reference, shares, cents))).accounts(account, HOUSE);
    }
}
