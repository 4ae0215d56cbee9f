package clearing.kernel.settlement;

import static clearing.kernel.Consortium.HK;
import static clearing.kernel.Consortium.HKD;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SHARE;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.Consortium.USD;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Batch;
import clearing.kernel.Consortium;
import clearing.kernel.Effect;
import clearing.kernel.Outcome;
import clearing.kernel.PostingKind;
import clearing.kernel.ResultCode;
import clearing.kernel.Trades;
import clearing.kernel.Transition;
import clearing.kernel.asset.Asset;
import clearing.kernel.command.Command;
import clearing.kernel.command.Command.PageSelection;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.RejectReason;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradeState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Both brokers have 100,000,000 cents of HKD and of USD, and 1,000,000 shares. */
class OffsetTest {
    private final Consortium ledger = Consortium.funded();

    @Test
    void two_payments_that_neither_can_make_alone_settle_together() {
        PageId there = ledger.affirmed(0, Trades.payment("T1", 200_000_000));
        PageId back = ledger.affirmed(1, received(Trades.payment("T2", 150_000_000)));
        assertThat(ledger.settle(there, back).affected()).isZero();

        Transition transition = ledger.apply(Consortium.caller(SOUTH), Batch.of(offset(there, back)));

        assertThat(transition.outcomes()).containsExactly(new Outcome(ResultCode.OK, "", "", 2, 0));
        assertThat(ledger.available(NORTH, HKD)).isEqualTo(50_000_000);
        assertThat(ledger.available(SOUTH, HKD)).isEqualTo(150_000_000);
        TradeId first = new TradeId(there, 0);
        TradeId second = new TradeId(back, 0);
        assertThat(transition.effects())
                .containsExactly(
                        moved(first),
                        leg(NORTH, -200_000_000, SOUTH, "T1", first),
                        leg(SOUTH, 200_000_000, NORTH, "T1", first),
                        moved(second),
                        leg(NORTH, 150_000_000, SOUTH, "T2", second),
                        leg(SOUTH, -150_000_000, NORTH, "T2", second),
                        new Effect.RoundSettled(HK, 1, 2, 0));
        LaneJournal journal = LaneJournal.decode(ledger.state().get(Keys.journal(HK)));
        assertThat(journal.settled()).isEqualTo(2);
        assertThat(journal.rounds()).isEqualTo(1);
    }

    @Test
    void deliveries_of_several_assets_offset_and_what_does_not_is_queued() {
        PageId id = ledger.affirmed(
                0,
                Trades.dvp("T1", 2_000_000, 100),
                received(Trades.dvp("T2", 1_500_000, 100)),
                Trades.pvp("T3", 1, 900_000_000));

        assertThat(ledger.as(NORTH, offset(id))).isEqualTo(new Outcome(ResultCode.OK, "", "", 2, 1));
        assertThat(ledger.available(NORTH, SHARE)).isEqualTo(500_000);
        assertThat(ledger.tradeState(id, 2)).isEqualTo(TradeState.QUEUED);
        assertThat(ledger.as(NORTH, offset(id)).code()).isEqualTo(ResultCode.NOTHING_TO_DO);
    }

    @Test
    void the_last_in_rank_gives_way_whatever_the_order_of_the_pages() {
        PageId first = ledger.affirmed(0, Trades.payment("T1", 80_000_000));
        PageId second =
                ledger.affirmed(1, Trades.with(Trades.payment("T2", 70_000_000)).urgent());
        ledger.as(NORTH, offset(first, second));

        assertThat(ledger.tradeState(second, 0)).isEqualTo(TradeState.SETTLED);
        assertThat(ledger.tradeState(first, 0)).isEqualTo(TradeState.QUEUED);
    }

    @Test
    void the_order_of_the_pages_in_the_command_changes_nothing() {
        PageId first = ledger.affirmed(0, Trades.payment("T1", 80_000_000), Trades.pvp("T2", 90_000_000, 9));
        PageId second = ledger.affirmed(1, received(Trades.payment("T3", 190_000_000)));
        Transition one = ledger.attempt(Consortium.caller(NORTH), Batch.of(offset(first, second)));
        Transition other = ledger.attempt(Consortium.caller(NORTH), Batch.of(offset(second, first)));

        assertThat(other.effects()).isEqualTo(one.effects());
        assertThat(other.outcomes()).isEqualTo(one.outcomes());
    }

    @Test
    void what_is_not_due_not_affirmed_or_not_selected_takes_no_part() {
        Trade later = Trades.with(Trades.payment("T2", 5)).due(Consortium.TODAY.plusDays(1));
        PageId id = ledger.affirmed(0, Trades.payment("T1", 5), later, Trades.payment("T3", 5));
        PageId alleged = ledger.record(1, Trades.payment("T4", 5));
        Command command =
                new Command.Offset(HK, List.of(new PageSelection(id, Selection.of(0, 1)), PageSelection.all(alleged)));

        assertThat(ledger.as(NORTH, command)).isEqualTo(new Outcome(ResultCode.OK, "", "", 1, 0));
        assertThat(ledger.tradeState(id, 1)).isEqualTo(TradeState.AFFIRMED);
        assertThat(ledger.tradeState(id, 2)).isEqualTo(TradeState.AFFIRMED);
        assertThat(ledger.tradeState(alleged, 0)).isEqualTo(TradeState.ALLEGED);
    }

    @Test
    void amounts_whose_sum_no_position_holds_wait_and_disturb_nobody() {
        PageId huge = ledger.affirmed(
                0,
                Trades.payment("H1", Asset.MAX_AMOUNT),
                Trades.payment("H2", Asset.MAX_AMOUNT),
                Trades.payment("H3", Asset.MAX_AMOUNT),
                Trades.pvp("T1", 1, 1));

        assertThat(ledger.as(NORTH, offset(huge))).isEqualTo(new Outcome(ResultCode.OK, "", "", 0, 4));
        assertThat(ledger.tradeState(huge, 2)).isEqualTo(TradeState.QUEUED);
        Outcome refused =
                ledger.as(NORTH, new Command.SettleSet(HK, List.of(new PageSelection(huge, Selection.of(2)))));
        assertThat(refused.code()).isEqualTo(ResultCode.AMOUNT_TOO_LARGE);
    }

    @Test
    void a_proposal_settles_exactly_its_trades() {
        PageId there = ledger.affirmed(0, Trades.payment("T1", 200_000_000), Trades.pvp("T2", 900_000_000, 1));
        PageId back = ledger.affirmed(1, received(Trades.payment("T3", 150_000_000)));
        Command command =
                new Command.SettleSet(HK, List.of(PageSelection.all(back), new PageSelection(there, Selection.of(0))));

        assertThat(ledger.as(SOUTH, command)).isEqualTo(new Outcome(ResultCode.OK, "", "", 2, 1));
        assertThat(ledger.tradeState(there, 1)).isEqualTo(TradeState.AFFIRMED);
        assertThat(ledger.as(SOUTH, command))
                .isEqualTo(new Outcome(
                        ResultCode.PROPOSAL_STALE,
                        "pages[0].selection[0]",
                        ResultCode.PROPOSAL_STALE.sentence(),
                        0,
                        0));
    }

    @Test
    void an_uncovered_proposal_names_who_lacks_what() {
        PageId id = ledger.affirmed(0, Trades.pvp("T1", 5, 200_000_000));

        Outcome outcome = ledger.as(NORTH, new Command.SettleSet(HK, List.of(PageSelection.all(id))));

        assertThat(outcome.code()).isEqualTo(ResultCode.PROPOSAL_UNCOVERED);
        assertThat(outcome.detail()).isEqualTo("SouthSecurities HOUSE USD would end below its floor");
        assertThat(ledger.available(SOUTH, USD)).isEqualTo(100_000_000);
    }

    @Test
    void a_proposal_that_overtakes_names_both_trades() {
        PageId id = ledger.affirmed(0, Trades.payment("T1", 90_000_000), Trades.payment("T2", 20_000_000));

        Outcome outcome = ledger.as(NORTH, new Command.SettleSet(HK, List.of(new PageSelection(id, Selection.of(1)))));

        assertThat(outcome.code()).isEqualTo(ResultCode.PROPOSAL_OUT_OF_ORDER);
        assertThat(outcome.field()).isEqualTo("pages[0].selection[1]");
        assertThat(outcome.detail())
                .isEqualTo("trade " + id.path() + "#0 ranks before trade " + id.path()
                        + "#1 and would lack cover from NorthBrokers HOUSE HKD");
    }

    @Test
    void a_proposal_that_leaves_out_what_could_settle_names_it() {
        PageId id = ledger.affirmed(0, Trades.payment("T1", 9), Trades.payment("T2", 8));

        Outcome outcome = ledger.as(NORTH, new Command.SettleSet(HK, List.of(new PageSelection(id, Selection.of(0)))));

        assertThat(outcome.code()).isEqualTo(ResultCode.PROPOSAL_NOT_MAXIMAL);
        assertThat(outcome.detail()).isEqualTo("trade " + id.path() + "#1 could be added");
    }

    @Test
    void a_round_older_than_the_lane_s_last_is_refused() {
        PageId id = ledger.affirmed(0, Trades.payment("T1", 9));
        ledger.settle(id);
        ledger.later(Duration.ofMinutes(-5));

        assertThat(ledger.as(NORTH, offset(id)).code()).isEqualTo(ResultCode.TIME_RUNS_BACKWARDS);
    }

    private static Command.Offset offset(PageId... pages) {
        return new Command.Offset(HK, Consortium.wholePages(pages));
    }

    private static Trade received(Trade trade) {
        return Trades.with(trade).received();
    }

    private static Effect moved(TradeId id) {
        return new Effect.TradeMoved(id, TradeState.QUEUED, TradeState.SETTLED, RejectReason.NONE);
    }

    private static Effect leg(String member, long amount, String counterparty, String reference, TradeId trade) {
        return new Effect.Posted(
                member,
                Consortium.HOUSE,
                "HKD",
                amount,
                PostingKind.TRADE_LEG,
                reference,
                counterparty,
                Consortium.TODAY,
                Optional.of(trade));
    }
}
