package clearing.kernel.queue;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.HK;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Batch;
import clearing.kernel.Consortium;
import clearing.kernel.Outcome;
import clearing.kernel.QueueEffect;
import clearing.kernel.ResultCode;
import clearing.kernel.Trades;
import clearing.kernel.Transition;
import clearing.kernel.command.Command;
import clearing.kernel.command.Command.PageSelection;
import clearing.kernel.command.QueueCommand;
import clearing.kernel.cycle.Cycles;
import clearing.kernel.queue.QueueControl.Hold;
import clearing.kernel.queue.QueueControl.Order;
import clearing.kernel.queue.QueueControl.Prioritise;
import clearing.kernel.queue.QueueControl.Schedule;
import clearing.kernel.rulebook.DvpModel;
import clearing.kernel.settlement.RoundPreview;
import clearing.kernel.settlement.RoundPreview.Reason;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradePage;
import clearing.kernel.trade.TradeState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Both brokers have 100,000,000 cents of HKD and of USD, and 1,000,000 shares. */
class QueueControlTest {
    private static final long NOW = Consortium.MORNING.toEpochMilli();

    private final Consortium ledger = Consortium.funded();

    @Test
    void a_held_trade_stays_out_of_every_kind_of_round_until_its_party_resumes_it() {
        PageId id = ledger.affirmed(0, Trades.payment("T1", 5), Trades.payment("T2", 6));
        Transition asked = ledger.apply(Consortium.caller(NORTH), Batch.of(control(id, 0, new Hold(true))));
        assertThat(asked.outcomes()).containsExactly(Outcome.done(1));
        assertThat(asked.effects())
                .containsExactly(new QueueEffect.QueueControlled(new TradeId(id, 0), NORTH, new Hold(true)));

        assertThat(round(id).affected()).isEqualTo(1);
        assertThat(ledger.settle(id).code()).isEqualTo(ResultCode.NOTHING_TO_DO);
        assertThat(ledger.as(NORTH, new Command.Offset(HK, Consortium.wholePages(id)))
                        .code())
                .isEqualTo(ResultCode.NOTHING_TO_DO);
        assertThat(ledger.as(NORTH, new QueueCommand.Enlist(HK, List.of(id))).code())
                .isEqualTo(ResultCode.NOTHING_TO_DO);
        assertThat(ledger.tradeState(id, 0)).isEqualTo(TradeState.AFFIRMED);
        assertThat(why(id, 0)).containsExactly(new Reason.Held(NORTH));

        Consortium.done(ledger.as(NORTH, control(id, 0, new Hold(false))));
        assertThat(round(id)).isEqualTo(new Outcome(ResultCode.OK, "", "", 1, 0));
    }

    @Test
    void a_proposal_settles_nothing_that_is_kept_back_and_is_maximal_without_it() {
        PageId id = ledger.affirmed(0, Trades.payment("T1", 5), Trades.payment("T2", 6), Trades.payment("T3", 7));
        ask(NORTH, id, 0, new Hold(true));
        ask(NORTH, id, 1, new Schedule(NOW + 1, 0));

        assertThat(propose(id, 0, 2))
                .isEqualTo(
                        Outcome.refused(ResultCode.PROPOSAL_STALE, "pages[0].selection[0]", "a party holds the trade"));
        assertThat(propose(id, 1, 2))
                .isEqualTo(Outcome.refused(
                        ResultCode.PROPOSAL_STALE, "pages[0].selection[1]", "a party's earliest time has not come"));
        assertThat(propose(id, 2)).isEqualTo(new Outcome(ResultCode.OK, "", "", 1, 0));
    }

    @Test
    void times_are_inclusive_and_what_is_past_its_latest_waits_until_its_party_says_otherwise() {
        PageId id = ledger.affirmed(0, Trades.payment("T1", 5));
        ask(NORTH, id, 0, new Schedule(NOW + 2_000, NOW + 4_000));
        ledger.at(Instant.ofEpochMilli(NOW + 1_999));
        assertThat(round(id).code()).isEqualTo(ResultCode.NOTHING_TO_DO);
        assertThat(why(id, 0)).containsExactly(new Reason.NotBefore(Instant.ofEpochMilli(NOW + 2_000)));
        ledger.at(Instant.ofEpochMilli(NOW + 4_001));
        assertThat(round(id).code()).isEqualTo(ResultCode.NOTHING_TO_DO);
        assertThat(why(id, 0)).containsExactly(new Reason.PastLatest(Instant.ofEpochMilli(NOW + 4_000)));
        assertThat(propose(id, 0).detail()).isEqualTo("a party's latest time has passed");
        for (long within : new long[] {2_000, 4_000}) {
            Consortium other = Consortium.funded();
            PageId same = other.affirmed(0, Trades.payment("T1", 5));
            Consortium.done(other.as(NORTH, control(same, 0, new Schedule(NOW + 2_000, NOW + 4_000))));
            other.at(Instant.ofEpochMilli(NOW + within));
            assertThat(other.settle(same).affected()).isEqualTo(1);
        }

        ask(NORTH, id, 0, new Schedule(0, 0));
        assertThat(round(id).affected()).isEqualTo(1);
    }

    @Test
    void what_its_parties_keep_back_fails_with_its_day_like_all_that_has_not_settled() {
        PageId id = ledger.affirmed(0, Trades.payment("T1", 5), Trades.payment("T2", 6));
        ask(NORTH, id, 0, new Hold(true));
        ask(NORTH, id, 1, new Schedule(0, NOW));
        ledger.later(Duration.ofDays(1));

        assertThat(ledger.failOverdue(id).affected()).isEqualTo(2);
        assertThat(ledger.tradeState(id, 1)).isEqualTo(TradeState.FAILED);
        assertThat(wishes().encode())
                .isEqualTo(LaneWishes.decode(HK, Optional.empty()).encode());
    }

    @Test
    void of_both_parties_times_the_later_and_the_earlier_count() {
        PageId id = ledger.affirmed(0, Trades.pvp("T1", 5, 5));
        ask(NORTH, id, 0, new Schedule(NOW + 10, NOW + 500));
        ask(SOUTH, id, 0, new Schedule(NOW + 20, NOW + 400));
        Wishes both = wishes().of(new TradeId(id, 0));
        assertThat(both.earliest()).isEqualTo(NOW + 20);
        assertThat(both.latest()).isEqualTo(NOW + 400);
        ask(SOUTH, id, 0, new Schedule(0, 0));
        assertThat(wishes().of(new TradeId(id, 0)).latest()).isEqualTo(NOW + 500);
    }

    @Test
    void the_next_time_at_which_something_changes_is_known() {
        PageId id = ledger.affirmed(0, Trades.payment("T1", 5), Trades.payment("T2", 5));
        assertThat(wishes().nextChange(NOW)).isEmpty();
        ask(NORTH, id, 0, new Schedule(NOW + 10, NOW + 500));
        ask(NORTH, id, 1, new Schedule(0, NOW + 20));

        assertThat(wishes().nextChange(NOW)).hasValue(NOW + 10);
        assertThat(wishes().nextChange(NOW + 10)).hasValue(NOW + 21);
        assertThat(wishes().nextChange(NOW + 500)).hasValue(NOW + 501);
        assertThat(wishes().nextChange(NOW + 501)).isEmpty();
    }

    @Test
    void how_a_trade_stands_is_told_in_names_and_instants() {
        PageId id = ledger.affirmed(0, Trades.dvp("T1", 5, 5));
        ask(NORTH, id, 0, new Prioritise(QueuePriority.LOW));
        ask(SOUTH, id, 0, new Order(4));
        ask(NORTH, id, 0, new Hold(true));
        ask(SOUTH, id, 0, new Hold(true));
        ask(SOUTH, id, 0, new Schedule(0, NOW + 1));
        TradePage page = TradePage.decode(ledger.state().get(Keys.page(id)).orElseThrow());

        assertThat(Standing.of(page, 0, wishes().of(new TradeId(id, 0))))
                .isEqualTo(new Standing(
                        QueuePriority.LOW,
                        4,
                        List.of(NORTH, SOUTH),
                        Optional.empty(),
                        Optional.of(Instant.ofEpochMilli(NOW + 1)),
                        0,
                        Wishes.Settled.NOTHING));
        assertThat(Standing.of(page, 0, Wishes.NONE)).isEqualTo(Standing.asTraded(false));
    }

    @Test
    void a_payer_ranks_and_orders_its_own_payments() {
        PageId id = ledger.affirmed(
                0,
                Trades.payment("T1", 60_000_000),
                Trades.payment("T2", 70_000_000),
                Trades.payment("T3", 80_000_000),
                Trades.with(Trades.payment("T4", 90_000_000)).urgent());
        assertThat(order(id)).containsExactly(3, 0, 1, 2);
        ask(NORTH, id, 3, new Prioritise(QueuePriority.LOW));
        ask(NORTH, id, 2, new Order(-1));
        assertThat(order(id)).containsExactly(2, 0, 1, 3);
        ask(NORTH, id, 1, new Prioritise(QueuePriority.URGENT));
        assertThat(order(id)).containsExactly(1, 2, 0, 3);

        assertThat(round(id).affected()).isEqualTo(1);
        assertThat(ledger.tradeState(id, 1)).isEqualTo(TradeState.SETTLED);
        assertThat(ledger.tradeState(id, 3)).isEqualTo(TradeState.QUEUED);
    }

    @Test
    void gross_rounds_in_the_order_of_their_pages_follow_class_and_place_first() {
        PageId id = ledger.affirmed(0, Trades.payment("T1", 60_000_000), Trades.payment("T2", 70_000_000));
        ask(NORTH, id, 0, new Order(1));

        assertThat(ledger.settle(id).affected()).isEqualTo(1);
        assertThat(ledger.tradeState(id, 1)).isEqualTo(TradeState.SETTLED);
    }

    @Test
    void where_both_give_a_trade_comes_forward_only_when_both_ask_and_goes_back_when_either_does() {
        PageId id = ledger.affirmed(0, Trades.payment("T1", 1), Trades.dvp("T2", 1, 1), Trades.dvp("T3", 1, 1));
        ask(NORTH, id, 1, new Prioritise(QueuePriority.URGENT));
        ask(NORTH, id, 2, new Order(-5));
        assertThat(order(id)).containsExactly(0, 1, 2);
        ask(SOUTH, id, 1, new Prioritise(QueuePriority.URGENT));
        assertThat(order(id)).containsExactly(1, 0, 2);
        ask(SOUTH, id, 1, new Prioritise(QueuePriority.LOW));
        assertThat(order(id)).containsExactly(0, 2, 1);
    }

    @Test
    void who_gives_nothing_asks_nothing() {
        PageId id = ledger.affirmed(0, Trades.payment("T1", 5), Trades.dvp("T2", 1, 1));
        for (QueueControl control :
                List.of(new Hold(true), new Prioritise(QueuePriority.LOW), new Order(1), new Schedule(NOW, 0))) {
            Outcome outcome = ledger.as(SOUTH, new QueueCommand.Control(id, Selection.all(), control));
            assertThat(outcome.code()).isEqualTo(ResultCode.NOT_A_PARTY);
            assertThat(outcome.field()).isEqualTo("selection[0]");
            assertThat(ledger.as(BANK, control(id, 0, control)).field()).isEqualTo("page");
        }
        ask(SOUTH, id, 1, new Hold(true));
        assertThat(why(id, 1)).containsExactly(new Reason.Held(SOUTH));
    }

    @Test
    void only_what_may_still_settle_is_controlled() {
        PageId settled = ledger.affirmed(0, Trades.payment("T1", 5));
        round(settled);
        PageId alleged = ledger.record(1, Trades.payment("T2", 5));

        assertThat(ledger.as(NORTH, control(settled, 0, new Hold(true))).code()).isEqualTo(ResultCode.STATE_FORBIDS);
        ask(NORTH, alleged, 0, new Hold(true));
        ledger.as(SOUTH, ledger.affirm(alleged));
        assertThat(round(alleged).code()).isEqualTo(ResultCode.NOTHING_TO_DO);
        assertThat(ledger.as(NORTH, control(alleged, 1, new Hold(true))).code())
                .isEqualTo(ResultCode.SELECTION_OUT_OF_RANGE);
        assertThat(ledger.as(NORTH, control(Consortium.page(7), 0, new Hold(true)))
                        .code())
                .isEqualTo(ResultCode.PAGE_NOT_FOUND);
    }

    @Test
    void the_same_wish_again_changes_nothing_and_a_wish_taken_back_leaves_nothing() {
        PageId id = ledger.affirmed(0, Trades.payment("T1", 5));
        ask(NORTH, id, 0, new Hold(true));
        assertThat(ledger.as(NORTH, control(id, 0, new Hold(true))).code()).isEqualTo(ResultCode.ALREADY_RECORDED);
        ask(NORTH, id, 0, new Hold(false));
        assertThat(wishes().count(NORTH)).isZero();
    }

    @Test
    void times_have_bounds() {
        PageId id = ledger.affirmed(0, Trades.payment("T1", 5));
        long last = QueueControl.LAST_MILLIS;
        for (Schedule wrong : List.of(
                new Schedule(-1, 0),
                new Schedule(0, -1),
                new Schedule(last + 1, 0),
                new Schedule(0, last + 1),
                new Schedule(8, 7))) {
            assertThat(ledger.as(NORTH, control(id, 0, wrong)).code()).isEqualTo(ResultCode.DATE_OUT_OF_RANGE);
        }
        for (Schedule right : List.of(new Schedule(last, 0), new Schedule(7, 7), new Schedule(0, last))) {
            ask(NORTH, id, 0, right);
        }
    }

    @Test
    void where_funds_settle_net_there_is_no_queue_to_control() {
        Cycles.inForce(ledger, DvpModel.NET_FUNDS);
        PageId id = ledger.affirmed(0, Trades.dvp("T1", 1, 1));
        assertThat(ledger.as(NORTH, control(id, 0, new Hold(true))).code()).isEqualTo(ResultCode.FUNDS_SETTLE_NET);
    }

    @Test
    void what_settles_takes_its_wishes_along_and_a_round_without_any_writes_none() {
        PageId plain = ledger.affirmed(0, Trades.payment("T1", 5));
        round(plain);
        assertThat(ledger.state().has(Keys.wishes(HK))).isFalse();
        PageId id = ledger.affirmed(1, Trades.payment("T2", 5), Trades.payment("T3", 5));
        ask(NORTH, id, 0, new Prioritise(QueuePriority.URGENT));
        ask(NORTH, id, 1, new Hold(true));
        round(id);

        assertThat(wishes().of(id)).containsOnlyKeys(1);
    }

    @Test
    void parts_of_a_block_wait_as_their_block_did() {
        PageId id = ledger.affirmed(0, Trades.dvp("T1", 100, 100));
        ask(SOUTH, id, 0, new Hold(true));
        PageId parts = Consortium.page(9);
        Trade[] split = {Trades.dvp("A", 60, 60), Trades.dvp("B", 40, 40)};
        Consortium.done(ledger.as(
                NORTH,
                new Command.Allocate(
                        id,
                        0,
                        clearing.kernel.codec.Blob.of(
                                Consortium.recordCommand(parts, split).page()))));

        assertThat(round(parts).code()).isEqualTo(ResultCode.NOTHING_TO_DO);
        assertThat(why(parts, 1)).containsExactly(new Reason.Held(SOUTH));
        assertThat(wishes().of(id)).isEmpty();
    }

    private Outcome round(PageId... pages) {
        return ledger.as(NORTH, new Command.SettleRound(HK, List.of(pages)));
    }

    private Outcome propose(PageId page, int... trades) {
        return ledger.as(SOUTH, new Command.SettleSet(HK, List.of(new PageSelection(page, Selection.of(trades)))));
    }

    private void ask(String member, PageId page, int index, QueueControl control) {
        Consortium.done(ledger.as(member, control(page, index, control)));
    }

    private static Command control(PageId page, int index, QueueControl control) {
        return new QueueCommand.Control(page, Selection.of(index), control);
    }

    private LaneWishes wishes() {
        return LaneWishes.decode(HK, ledger.state().get(Keys.wishes(HK)));
    }

    private List<Reason> why(PageId page, int index) {
        return RoundPreview.of(ledger.state(), HK, List.of(page), ledger.now()).stream()
                .filter(entry -> entry.trade().index() == index)
                .findFirst()
                .orElseThrow()
                .why();
    }

    /** The page's due trades in rank order. */
    private List<Integer> order(PageId page) {
        return RoundPreview.of(ledger.state(), HK, List.of(page), ledger.now()).stream()
                .map(entry -> entry.trade().index())
                .toList();
    }
}
