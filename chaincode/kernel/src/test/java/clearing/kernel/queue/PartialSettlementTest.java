package clearing.kernel.queue;

import static clearing.kernel.Consortium.HK;
import static clearing.kernel.Consortium.HKD;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SHARE;
import static clearing.kernel.Consortium.SOUTH;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Batch;
import clearing.kernel.Consortium;
import clearing.kernel.Effect;
import clearing.kernel.Outcome;
import clearing.kernel.QueueEffect;
import clearing.kernel.ResultCode;
import clearing.kernel.TradeLifeSamples;
import clearing.kernel.Trades;
import clearing.kernel.Transition;
import clearing.kernel.command.Command;
import clearing.kernel.command.QueueCommand;
import clearing.kernel.rulebook.LaneStepsRule;
import clearing.kernel.rulebook.Rules;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradeState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Both brokers have 100,000,000 cents of HKD and 1,000,000 shares. */
class PartialSettlementTest {
    private static final long ALL = 100_000_000;

    private final Consortium ledger = Consortium.funded();

    @Test
    void a_payment_that_both_let_be_divided_settles_as_far_as_there_is_cover_and_the_rest_later() {
        PageId id = ledger.affirmed(0, Trades.payment("T1", ALL + 50));
        allow(NORTH, id, 1);
        allow(SOUTH, id, 1);

        Transition first = ledger.apply(Consortium.caller(NORTH), Batch.of(round(id)));

        assertThat(first.outcomes()).containsExactly(new Outcome(ResultCode.OK, "", "", 1, 1));
        assertThat(ledger.tradeState(id, 0)).isEqualTo(TradeState.QUEUED);
        assertThat(ledger.available(NORTH, HKD)).isZero();
        assertThat(ledger.available(SOUTH, HKD)).isEqualTo(2 * ALL);
        assertThat(first.effects()).contains(new QueueEffect.PartSettled(new TradeId(id, 0), ALL, 0));
        assertThat(posted(first)).containsExactly(-ALL, ALL);
        assertThat(settle(id).code()).as("nothing more is there").isEqualTo(ResultCode.NOTHING_TO_DO);

        ledger.deposit("D1", NORTH, Consortium.HOUSE, "HKD", 60);
        Transition last = ledger.apply(Consortium.caller(NORTH), Batch.of(round(id)));

        assertThat(ledger.tradeState(id, 0)).isEqualTo(TradeState.SETTLED);
        assertThat(posted(last)).containsExactly(-50L, 50L);
        assertThat(ledger.available(NORTH, HKD)).isEqualTo(10);
        assertThat(wishes().encode()).as("what was asked goes with the trade").hasSize(3);
    }

    @Test
    void one_party_alone_divides_nothing_and_either_may_take_it_back() {
        PageId id = ledger.affirmed(0, Trades.payment("T1", ALL + 50));
        allow(NORTH, id, 1);
        assertThat(settle(id).affected()).isZero();
        allow(SOUTH, id, 1);
        allow(NORTH, id, 0);
        assertThat(settle(id).code()).isEqualTo(ResultCode.NOTHING_TO_DO);
        assertThat(ledger.available(NORTH, HKD)).isEqualTo(ALL);
    }

    @Test
    void both_legs_settle_in_the_same_proportion_in_whole_units() {
        // Five shares for 7.00: parts of one share and 1.40 each.
        PageId id = ledger.affirmed(0, Trades.dvp("T1", 5_000_000, 7_000_000_00));
        allow(NORTH, id, 1);
        allow(SOUTH, id, 1);
        Transition settled = ledger.apply(Consortium.caller(NORTH), Batch.of(round(id)));

        Wishes.Settled part = wishes().of(new TradeId(id, 0)).settled();
        assertThat(part.delivered()).isEqualTo(714_285);
        assertThat(part.paid()).isEqualTo(714_285 * 140L).isLessThanOrEqualTo(ALL);
        assertThat(posted(settled)).containsExactly(-part.delivered(), part.delivered(), part.paid(), -part.paid());
        assertThat(ledger.available(SOUTH, SHARE)).isEqualTo(1_000_000 + part.delivered());
    }

    @Test
    void a_part_below_what_either_thinks_worth_it_waits() {
        PageId id = ledger.affirmed(0, Trades.payment("T1", ALL + 50));
        allow(NORTH, id, 1);
        allow(SOUTH, id, ALL + 1);
        assertThat(settle(id).affected()).isZero();
        allow(SOUTH, id, ALL);
        assertThat(settle(id).affected()).isEqualTo(1);
    }

    @Test
    void a_part_takes_nothing_that_what_ranks_before_it_waits_for() {
        PageId id = ledger.affirmed(0, Trades.payment("T1", ALL + 1), Trades.payment("T2", ALL + 50));
        allow(NORTH, id, 1, 1);
        allow(SOUTH, id, 1, 1);
        assertThat(settle(id).affected()).isZero();
        ledger.deposit("D1", NORTH, Consortium.HOUSE, "HKD", 11);
        assertThat(settle(id).affected())
                .as("the first as a whole, and ten of the second")
                .isEqualTo(2);
        assertThat(wishes().of(new TradeId(id, 1)).settled().delivered()).isEqualTo(10);
    }

    @Test
    void a_lane_that_goes_less_far_divides_nothing() {
        Consortium less = Consortium.funded(
                Rules.constitution(1, List.of(new LaneStepsRule(HK, LaneStepsRule.Step.MULTILATERAL))));
        PageId id = less.affirmed(0, Trades.payment("T1", ALL + 50));
        Consortium.done(less.as(NORTH, divide(id, 1, 0)));
        Consortium.done(less.as(SOUTH, divide(id, 1, 0)));
        assertThat(less.as(NORTH, round(id)).affected()).isZero();
    }

    @Test
    void what_is_left_fails_with_its_day_and_what_settled_stays() {
        PageId id = divided();
        ledger.later(Duration.ofDays(1));
        assertThat(ledger.failOverdue(id).affected()).isEqualTo(1);
        assertThat(ledger.tradeState(id, 0)).isEqualTo(TradeState.FAILED);
        assertThat(ledger.available(SOUTH, HKD)).isEqualTo(2 * ALL);
    }

    @Test
    void the_older_rounds_and_proposals_settle_what_is_left_and_not_the_whole() {
        for (boolean proposed : List.of(true, false)) {
            Consortium world = Consortium.funded();
            PageId id = world.affirmed(0, Trades.payment("T1", ALL + 50));
            Consortium.done(world.as(NORTH, divide(id, 1, 0)));
            Consortium.done(world.as(SOUTH, divide(id, 1, 0)));
            Consortium.done(world.as(NORTH, round(id)));
            world.deposit("D1", NORTH, Consortium.HOUSE, "HKD", 60);
            Consortium.done(
                    proposed
                            ? world.as(NORTH, new Command.SettleSet(HK, Consortium.wholePages(id)))
                            : world.settle(id));
            assertThat(world.tradeState(id, 0)).isEqualTo(TradeState.SETTLED);
            assertThat(world.available(NORTH, HKD)).isEqualTo(10);
        }
    }

    @Test
    void what_is_left_can_be_cancelled_by_both_and_split_but_not_amended() {
        PageId id = divided();
        PageId parts = Consortium.page(1);
        assertThat(ledger.as(
                                NORTH,
                                new Command.Allocate(
                                        id, 0, TradeLifeSamples.page(parts, Trades.payment("P1", ALL + 50))))
                        .code())
                .as("the whole is more than what is left")
                .isEqualTo(ResultCode.ALLOCATION_SUM_DIFFERS);
        Consortium.done(ledger.as(
                NORTH,
                new Command.Allocate(
                        id, 0, TradeLifeSamples.page(parts, Trades.payment("P1", 30), Trades.payment("P2", 20)))));
        ledger.deposit("D1", NORTH, Consortium.HOUSE, "HKD", 60);
        assertThat(settle(parts).affected()).isEqualTo(2);
        assertThat(ledger.available(NORTH, HKD)).isEqualTo(10);
    }

    @Test
    void a_negative_part_is_refused_and_a_stranger_has_no_say() {
        PageId id = ledger.affirmed(0, Trades.payment("T1", 5));
        assertThat(ledger.as(NORTH, divide(id, -1, 0)).code()).isEqualTo(ResultCode.MALFORMED);
        assertThat(ledger.as(Consortium.BANK, divide(id, 1, 0)).code()).isEqualTo(ResultCode.NOT_A_PARTY);
    }

    private PageId divided() {
        PageId id = ledger.affirmed(0, Trades.payment("T1", ALL + 50));
        allow(NORTH, id, 1);
        allow(SOUTH, id, 1);
        Consortium.done(settle(id));
        return id;
    }

    private void allow(String member, PageId id, long least) {
        allow(member, id, least, 0);
    }

    private void allow(String member, PageId id, long least, int index) {
        Consortium.done(ledger.as(member, divide(id, least, index)));
    }

    private static Command divide(PageId id, long least, int index) {
        return new QueueCommand.Control(id, Selection.of(index), new QueueControl.Divide(least));
    }

    private Outcome settle(PageId... ids) {
        return ledger.as(NORTH, round(ids));
    }

    private static Command round(PageId... ids) {
        return new Command.SettleRound(HK, List.of(ids));
    }

    private LaneWishes wishes() {
        return LaneWishes.decode(HK, ledger.state().get(Keys.wishes(HK)));
    }

    private static List<Long> posted(Transition transition) {
        return transition.effects().stream()
                .filter(Effect.Posted.class::isInstance)
                .map(effect -> ((Effect.Posted) effect).amount())
                .toList();
    }
}
