package clearing.kernel.settlement;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.HK;
import static clearing.kernel.Consortium.HKD;
import static clearing.kernel.Consortium.HOUSE;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SHARE;
import static clearing.kernel.Consortium.SHARE_CODE;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.Consortium.TODAY;
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
import clearing.kernel.command.Command;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Member;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.Leg;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.RejectReason;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradeKind;
import clearing.kernel.trade.TradeState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SettlementTest {
    private final Consortium ledger = Consortium.funded();

    @Test
    void delivery_and_payment_move_together() {
        PageId id = ledger.affirmed(0, Trades.dvp("T1", 10, 1000));

        Transition transition = ledger.apply(Consortium.caller(BANK), Batch.of(Consortium.round(id)));

        assertThat(transition.outcomes()).containsExactly(new Outcome(ResultCode.OK, "", "", 1, 0));
        assertThat(ledger.available(NORTH, SHARE)).isEqualTo(999_990);
        assertThat(ledger.available(SOUTH, SHARE)).isEqualTo(1_000_010);
        assertThat(ledger.available(NORTH, HKD)).isEqualTo(100_001_000);
        assertThat(ledger.available(SOUTH, HKD)).isEqualTo(99_999_000);
        TradeId trade = new TradeId(id, 0);
        assertThat(transition.effects())
                .containsExactly(
                        new Effect.TradeMoved(trade, TradeState.AFFIRMED, TradeState.SETTLED, RejectReason.NONE),
                        leg(NORTH, SHARE_CODE, -10, SOUTH, trade),
                        leg(SOUTH, SHARE_CODE, 10, NORTH, trade),
                        leg(NORTH, "HKD", 1000, SOUTH, trade),
                        leg(SOUTH, "HKD", -1000, NORTH, trade),
                        new Effect.RoundSettled(HK, 1, 1, 0));
    }

    @Test
    void two_currencies_change_hands_together() {
        PageId id = ledger.affirmed(0, Trades.with(Trades.pvp("T1", 780, 100)).received());
        ledger.settle(id);

        assertThat(ledger.available(SOUTH, HKD)).isEqualTo(100_000_000 - 780);
        assertThat(ledger.available(NORTH, HKD)).isEqualTo(100_000_000 + 780);
        assertThat(ledger.available(SOUTH, USD)).isEqualTo(100_000_000 + 100);
        assertThat(ledger.available(NORTH, USD)).isEqualTo(100_000_000 - 100);
    }

    @Test
    void a_payment_has_one_leg() {
        PageId id = ledger.affirmed(0, Trades.payment("T1", 500));
        ledger.settle(id);

        assertThat(ledger.available(NORTH, HKD)).isEqualTo(99_999_500);
        assertThat(ledger.available(SOUTH, HKD)).isEqualTo(100_000_500);
    }

    @Test
    void the_last_unit_can_be_paid_and_not_one_more() {
        PageId exact = ledger.affirmed(0, Trades.payment("T1", 100_000_000));
        PageId over = ledger.affirmed(
                1, Trades.with(Trades.payment("T2", 200_000_001)).received());

        assertThat(ledger.settle(exact).affected()).isEqualTo(1);
        assertThat(ledger.available(NORTH, HKD)).isZero();
        assertThat(ledger.settle(over).remaining()).isEqualTo(1);
        assertThat(ledger.available(SOUTH, HKD)).isEqualTo(200_000_000);
        assertThat(ledger.tradeState(over, 0)).isEqualTo(TradeState.QUEUED);
    }

    @Test
    void neither_leg_moves_when_one_side_is_short() {
        PageId noShares = ledger.affirmed(0, Trades.dvp("T1", 1_000_001, 1000));
        PageId noCash = ledger.affirmed(1, Trades.dvp("T2", 10, 100_000_001));

        Outcome outcome = ledger.settle(noShares, noCash);

        assertThat(outcome).isEqualTo(new Outcome(ResultCode.OK, "", "", 0, 2));
        assertThat(ledger.available(NORTH, SHARE)).isEqualTo(1_000_000);
        assertThat(ledger.available(SOUTH, HKD)).isEqualTo(100_000_000);
    }

    @Test
    void what_is_held_for_a_withdrawal_does_not_settle() {
        Consortium.done(ledger.as(NORTH, new Command.RequestWithdrawal("W1", HOUSE, "HKD", 100_000_000, TODAY)));
        PageId id = ledger.affirmed(0, Trades.payment("T1", 1));

        ledger.settle(id);
        assertThat(ledger.tradeState(id, 0)).isEqualTo(TradeState.QUEUED);

        Consortium.done(ledger.as(BANK, new Command.AttestWithdrawal(NORTH, "W1", false)));
        ledger.settle(id);
        assertThat(ledger.tradeState(id, 0)).isEqualTo(TradeState.SETTLED);
    }

    @Test
    void a_round_that_only_queues_says_so_and_the_next_has_nothing_to_do() {
        PageId id = ledger.affirmed(0, Trades.payment("T1", 100_000_001));

        Transition first = ledger.apply(Consortium.caller(NORTH), Batch.of(Consortium.round(id)));
        Transition second = ledger.apply(Consortium.caller(NORTH), Batch.of(Consortium.round(id)));

        assertThat(first.effects())
                .containsExactly(new Effect.TradeMoved(
                        new TradeId(id, 0), TradeState.AFFIRMED, TradeState.QUEUED, RejectReason.NONE));
        assertThat(second.outcomes()).containsExactly(new Outcome(ResultCode.NOTHING_TO_DO, "", "", 0, 1));
        assertThat(second.writes()).isEmpty();
    }

    @Test
    void a_settled_trade_does_not_settle_again() {
        PageId id = ledger.affirmed(0, Trades.payment("T1", 500));
        ledger.settle(id);
        String before = ledger.digest();

        assertThat(ledger.settle(id)).isEqualTo(new Outcome(ResultCode.NOTHING_TO_DO, "", "", 0, 0));
        assertThat(ledger.digest()).isEqualTo(before);
    }

    @Test
    void what_was_not_affirmed_does_not_settle() {
        PageId id = ledger.record(0, Trades.payment("T1", 500));

        assertThat(ledger.settle(id).code()).isEqualTo(ResultCode.NOTHING_TO_DO);
        assertThat(ledger.tradeState(id, 0)).isEqualTo(TradeState.ALLEGED);
    }

    @Test
    void only_selected_trades_settle() {
        PageId id = ledger.affirmed(0, Trades.payment("T1", 1), Trades.payment("T2", 2), Trades.payment("T3", 3));

        ledger.as(NORTH, new Command.Settle(HK, List.of(new Command.PageSelection(id, Selection.of(0, 2)))));

        assertThat(ledger.tradeState(id, 1)).isEqualTo(TradeState.AFFIRMED);
        assertThat(ledger.available(SOUTH, HKD)).isEqualTo(100_000_004);
    }

    @Test
    void urgent_trades_go_before_normal_ones() {
        PageId id = ledger.affirmed(
                0,
                Trades.payment("NORMAL", 60_000_000),
                Trades.with(Trades.payment("URGENT", 60_000_000)).urgent());

        ledger.settle(id);

        assertThat(ledger.tradeState(id, 0)).isEqualTo(TradeState.QUEUED);
        assertThat(ledger.tradeState(id, 1)).isEqualTo(TradeState.SETTLED);
    }

    @Test
    void normal_trades_go_in_the_order_of_the_pages_given() {
        PageId first = ledger.affirmed(1, Trades.payment("FIRST", 60_000_000));
        PageId second = ledger.affirmed(0, Trades.payment("SECOND", 60_000_000));

        ledger.settle(first, second);

        assertThat(ledger.tradeState(first, 0)).isEqualTo(TradeState.SETTLED);
        assertThat(ledger.tradeState(second, 0)).isEqualTo(TradeState.QUEUED);
    }

    @Test
    void value_that_arrives_later_in_a_round_frees_what_came_earlier() {
        PageId waiting = ledger.affirmed(0, Trades.payment("OUT", 150_000_000));
        PageId arriving =
                ledger.affirmed(1, Trades.with(Trades.payment("IN", 80_000_000)).received());

        Outcome outcome = ledger.settle(waiting, arriving);

        assertThat(outcome.affected()).isEqualTo(2);
        assertThat(ledger.available(NORTH, HKD)).isEqualTo(30_000_000);
    }

    @Test
    void a_long_chain_is_freed_sixteen_links_a_round() {
        Consortium chained = Consortium.unconstituted();
        chained.found(withManyAccounts());
        chained.deposit("D1", NORTH, 0, "HKD", 1);
        // One cent wanders from account to account; seen in the page's order, each payment waits for the one behind it.
        Trade[] chain = new Trade[40];
        for (int i = 0; i < chain.length; i++) {
            Trade hop = Trades.with(Trades.payment("HOP-" + i, 1)).accounts((i + 1) / 2, i / 2);
            chain[chain.length - 1 - i] = i % 2 == 0 ? hop : Trades.with(hop).received();
        }
        PageId id = chained.affirmed(0, chain);

        assertThat(chained.settle(id)).isEqualTo(new Outcome(ResultCode.OK, "", "", 16, 24));
        assertThat(chained.settle(id)).isEqualTo(new Outcome(ResultCode.OK, "", "", 16, 8));
        assertThat(chained.settle(id)).isEqualTo(new Outcome(ResultCode.OK, "", "", 8, 0));
        assertThat(chained.settle(id).code()).isEqualTo(ResultCode.NOTHING_TO_DO);
        assertThat(chained.balance(NORTH).available(20, HKD)).isEqualTo(1);
    }

    private static Constitution withManyAccounts() {
        Constitution sample = Consortium.constitution();
        List<String> accounts = IntStream.range(0, 32).mapToObj(i -> "A" + i).toList();
        List<Member> members = sample.members().stream()
                .map(m -> m.readOnly() ? m : new Member(m.id(), m.name(), m.roles(), accounts))
                .toList();
        return new Constitution(1, sample.lanes(), sample.assets(), members);
    }

    @Test
    void a_trade_settles_from_its_value_date_in_the_lanes_own_time_zone() {
        PageId id = ledger.affirmed(0, Trades.with(Trades.payment("T1", 1)).due(TODAY.plusDays(1)));

        ledger.at(Instant.parse("2026-03-02T15:59:59.999Z"));
        assertThat(ledger.settle(id).code()).isEqualTo(ResultCode.NOTHING_TO_DO);
        assertThat(ledger.tradeState(id, 0)).isEqualTo(TradeState.AFFIRMED);

        ledger.at(Instant.parse("2026-03-02T16:00:00Z"));
        assertThat(ledger.settle(id).affected()).isEqualTo(1);
    }

    @Test
    void a_lane_west_of_utc_has_its_day_later() {
        ledger.deposit("E1", NORTH, HOUSE, "EUR", 100);
        PageId id = new PageId(Consortium.NY, NORTH, SOUTH, 7);
        Trade euros = Trades.base(TradeKind.PAYMENT, "T1", Leg.plain(Consortium.EUR, 40), Optional.empty());
        Consortium.done(ledger.as(NORTH, Consortium.recordCommand(id, euros)));
        Consortium.done(ledger.as(SOUTH, ledger.affirm(id)));
        Command round = new Command.Settle(Consortium.NY, Consortium.wholePages(id));

        ledger.at(Instant.parse("2026-03-02T04:59:59Z"));
        assertThat(ledger.as(NORTH, round).code()).isEqualTo(ResultCode.NOTHING_TO_DO);
        ledger.at(Instant.parse("2026-03-02T05:00:00Z"));
        assertThat(ledger.as(NORTH, round).affected()).isEqualTo(1);
    }

    @Test
    void time_may_run_back_two_minutes_and_no_more() {
        PageId first = ledger.affirmed(0, Trades.payment("T1", 1));
        PageId second = ledger.affirmed(1, Trades.payment("T2", 1));
        PageId third = ledger.affirmed(2, Trades.payment("T3", 1));
        ledger.settle(first);

        ledger.at(Consortium.MORNING.minusSeconds(120));
        assertThat(ledger.settle(second).code()).isEqualTo(ResultCode.OK);
        ledger.at(Consortium.MORNING.minusSeconds(120).minusMillis(1));
        assertThat(ledger.settle(third).code()).isEqualTo(ResultCode.TIME_RUNS_BACKWARDS);
        assertThat(journal().acceptedMillis()).isEqualTo(Consortium.MORNING.toEpochMilli());
    }

    @Test
    void overdue_trades_fail_or_expire_after_a_last_round() {
        PageId payable = ledger.affirmed(0, Trades.payment("T1", 1));
        PageId short1 = ledger.affirmed(1, Trades.payment("T2", 200_000_000));
        PageId alleged = ledger.record(2, Trades.payment("T3", 1));
        PageId future = ledger.affirmed(3, Trades.with(Trades.payment("T4", 1)).due(TODAY.plusDays(2)));
        PageId today = ledger.affirmed(
                4, Trades.with(Trades.payment("T5", 200_000_000)).due(TODAY.plusDays(1)));
        ledger.later(Duration.ofDays(1));

        Outcome outcome = ledger.failOverdue(payable, short1, alleged, future, today);

        assertThat(outcome).isEqualTo(new Outcome(ResultCode.OK, "", "", 3, 1));
        assertThat(ledger.tradeState(payable, 0)).isEqualTo(TradeState.SETTLED);
        assertThat(ledger.tradeState(short1, 0)).isEqualTo(TradeState.FAILED);
        assertThat(ledger.tradeState(alleged, 0)).isEqualTo(TradeState.EXPIRED);
        assertThat(ledger.tradeState(future, 0)).isEqualTo(TradeState.AFFIRMED);
        assertThat(ledger.tradeState(today, 0)).isEqualTo(TradeState.QUEUED);
    }

    @Test
    void nothing_is_overdue_on_its_value_date() {
        PageId alleged = ledger.record(0, Trades.payment("T1", 1));

        assertThat(ledger.failOverdue(alleged).code()).isEqualTo(ResultCode.NOTHING_TO_DO);
    }

    @Test
    void what_failed_stays_failed() {
        PageId id = ledger.affirmed(0, Trades.payment("T1", 200_000_000));
        ledger.later(Duration.ofDays(1));
        ledger.failOverdue(id);
        ledger.deposit("MORE", NORTH, HOUSE, "HKD", 200_000_000);

        assertThat(ledger.settle(id).code()).isEqualTo(ResultCode.NOTHING_TO_DO);
        assertThat(ledger.as(SOUTH, ledger.affirm(id)).code()).isEqualTo(ResultCode.STATE_FORBIDS);
    }

    @Test
    void a_page_is_named_once_and_exists_in_the_lane() {
        PageId id = ledger.affirmed(0, Trades.payment("T1", 1));

        assertThat(ledger.settle(id, id).code()).isEqualTo(ResultCode.MALFORMED);
        assertThat(ledger.settle(Consortium.page(9)).code()).isEqualTo(ResultCode.PAGE_NOT_FOUND);
        assertThat(ledger.as(NORTH, new Command.Settle("NY", Consortium.wholePages(id)))
                        .code())
                .isEqualTo(ResultCode.WRONG_LANE);
        assertThat(ledger.as(NORTH, new Command.Settle("LN", Consortium.wholePages(id)))
                        .code())
                .isEqualTo(ResultCode.UNKNOWN_LANE);
    }

    @Test
    void the_journal_counts_rounds_that_moved_value_and_chains_their_trades() {
        PageId id = ledger.affirmed(0, Trades.payment("T1", 1), Trades.payment("T2", 1));
        ledger.settle(id);
        LaneJournal first = journal();
        ledger.settle(id);
        assertThat(journal()).isEqualTo(first);
        ledger.settle(ledger.affirmed(1, Trades.payment("T3", 1)));

        assertThat(first.rounds()).isEqualTo(1);
        assertThat(first.settled()).isEqualTo(2);
        assertThat(journal().rounds()).isEqualTo(2);
        assertThat(journal().settled()).isEqualTo(3);
        assertThat(journal().hash()).isNotEqualTo(first.hash());
    }

    private LaneJournal journal() {
        return LaneJournal.decode(ledger.state().get(Keys.journal(HK)));
    }

    private static Effect leg(String member, String asset, long amount, String counterparty, TradeId trade) {
        return new Effect.Posted(
                member, HOUSE, asset, amount, PostingKind.TRADE_LEG, "T1", counterparty, TODAY, Optional.of(trade));
    }
}
