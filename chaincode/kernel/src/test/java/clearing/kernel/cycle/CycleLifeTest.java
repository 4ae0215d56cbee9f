package clearing.kernel.cycle;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.HK;
import static clearing.kernel.Consortium.HKD;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SHARE;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.Consortium.TODAY;
import static clearing.kernel.Consortium.USD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import clearing.kernel.Batch;
import clearing.kernel.Caller;
import clearing.kernel.Consortium;
import clearing.kernel.Effect;
import clearing.kernel.Kernel;
import clearing.kernel.Outcome;
import clearing.kernel.PostingKind;
import clearing.kernel.ResultCode;
import clearing.kernel.Trades;
import clearing.kernel.Transition;
import clearing.kernel.TxContext;
import clearing.kernel.calendar.CycleId;
import clearing.kernel.command.Command;
import clearing.kernel.rulebook.DvpModel;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.RejectReason;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradeState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Both brokers have 100,000,000 cents of HKD and of USD, and 1,000,000 shares; the lane nets in cycles. */
class CycleLifeTest {
    private static final CycleId FIRST = new CycleId(HK, TODAY, 0);
    private static final CycleId SECOND = new CycleId(HK, TODAY, 1);
    /** The day after is a holiday. */
    private static final CycleId NEXT_DAY = new CycleId(HK, TODAY.plusDays(2), 0);

    private final Consortium ledger = Consortium.funded();

    @BeforeEach
    void cycles() {
        Cycles.inForce(ledger, DvpModel.NET_BOTH);
    }

    @Test
    void an_affirmed_trade_enters_the_cycle_whose_cut_off_it_meets() {
        PageId id = ledger.record(0, Trades.dvp("T1", 10, 1000));
        Transition affirmed = ledger.apply(Consortium.caller(SOUTH), Batch.of(ledger.affirm(id)));

        assertThat(affirmed.effects())
                .containsExactly(
                        new Effect.TradeTakenIn(new TradeId(id, 0), FIRST),
                        new Effect.TradeMoved(
                                new TradeId(id, 0), TradeState.ALLEGED, TradeState.NETTED, RejectReason.NONE));
        assertThat(affirmedAt(Cycles.NOON.minusMillis(1), 1)).isEqualTo(FIRST);
        assertThat(affirmedAt(Cycles.NOON, 2)).isEqualTo(SECOND);
        assertThat(affirmedAt(Cycles.EVENING, 3)).isEqualTo(NEXT_DAY);
    }

    @Test
    void the_earliest_cut_off_of_its_assets_counts() {
        ledger.at(Cycles.EVENING.minusSeconds(3600));
        ledger.affirmed(0, Trades.dvp("T1", 1, 1));
        ledger.affirmed(1, Trades.payment("T2", 1));

        assertThat(Cycles.shares(ledger, NEXT_DAY, NORTH, SOUTH)).hasSize(1);
        assertThat(Cycles.shares(ledger, SECOND, NORTH, SOUTH)).hasSize(1);
    }

    @Test
    void behind_the_fence_a_trade_enters_the_next_cycle_whatever_its_clock_says() {
        Cycles.cutOff(ledger, FIRST);

        assertThat(affirmedAt(Cycles.NOON.minusSeconds(600), 0)).isEqualTo(SECOND);
    }

    @Test
    void an_envelope_endorsed_before_the_cut_off_has_read_what_the_cut_off_writes() {
        PageId id = ledger.record(0, Trades.payment("T1", 1));
        ledger.at(Cycles.NOON.minusMillis(1));
        Reads late = reads(SOUTH, ledger.affirm(id), Cycles.NOON.minusMillis(1));

        ledger.at(Cycles.NOON);
        Transition fence = ledger.attempt(Consortium.caller(NORTH), Batch.of(new Command.CutOff(FIRST)));

        assertThat(late.keys()).contains(Keys.fence(HK));
        assertThat(fence.writes()).containsKey(Keys.fence(HK));
        assertThat(late.transition().writes()).doesNotContainKey(Keys.fence(HK));
    }

    @Test
    void pages_that_follow_each_other_write_no_key_together() {
        Reads[] reads = new Reads[Intake.STRANDS];
        for (int n = 0; n < reads.length; n++) {
            PageId id = ledger.record(n, Trades.payment("T" + n, 1));
            reads[n] = reads(SOUTH, ledger.affirm(id), Consortium.MORNING);
        }
        for (Reads one : reads) {
            for (Reads other : reads) {
                if (one != other) {
                    assertThat(one.keys())
                            .doesNotContainAnyElementsOf(
                                    other.transition().writes().keySet());
                }
            }
        }
    }

    @Test
    void a_cycle_settles_the_nets_of_all_pairs_at_one_instant() {
        PageId there = Cycles.affirmed(
                ledger, NORTH, SOUTH, 0, Trades.payment("T1", 170_000_000), Trades.dvp("T2", 400, 5_000));
        PageId on = Cycles.affirmed(ledger, SOUTH, BANK, 0, Trades.payment("T3", 150_000_000));
        PageId back = Cycles.affirmed(ledger, BANK, NORTH, 7, Trades.payment("T4", 150_000_000));
        Cycles.cutOff(ledger, FIRST);

        assertThat(ledger.as(BANK, new Command.NetCycle(FIRST))).isEqualTo(Outcome.done(4));
        assertThat(Cycles.cycle(ledger, FIRST).pairs())
                .extracting(PairPosition::first, PairPosition::second)
                .containsExactly(tuple(BANK, NORTH), tuple(BANK, SOUTH), tuple(NORTH, SOUTH));
        Transition settled = ledger.apply(Consortium.caller(SOUTH), Batch.of(new Command.SettleCycle(FIRST, false)));

        assertThat(settled.outcomes()).containsExactly(new Outcome(ResultCode.OK, "", "", 3, 0));
        assertThat(ledger.available(NORTH, HKD)).isEqualTo(100_000_000 - 170_000_000 + 5_000 + 150_000_000);
        assertThat(ledger.available(SOUTH, HKD)).isEqualTo(100_000_000 + 170_000_000 - 5_000 - 150_000_000);
        assertThat(ledger.available(BANK, HKD)).isZero();
        assertThat(ledger.available(SOUTH, SHARE)).isEqualTo(1_000_400);
        assertThat(settled.effects())
                .contains(new Effect.Posted(
                        NORTH,
                        0,
                        "HKD",
                        -169_995_000,
                        PostingKind.CYCLE_NET,
                        FIRST.toString(),
                        SOUTH,
                        TODAY,
                        Optional.empty()));
        closeAll(there, on, back);
    }

    private void closeAll(PageId there, PageId on, PageId back) {
        assertThat(ledger.as(NORTH, new Command.CloseCycle(FIRST, List.of(there, on))))
                .isEqualTo(new Outcome(ResultCode.OK, "", "", 3, 0));
        assertThat(Cycles.cycle(ledger, FIRST).state()).isEqualTo(CycleState.SETTLED);
        Transition last =
                ledger.apply(Consortium.caller(NORTH), Batch.of(new Command.CloseCycle(FIRST, List.of(there, back))));
        assertThat(last.effects())
                .containsExactly(
                        new Effect.TradeMoved(
                                new TradeId(back, 0), TradeState.NETTED, TradeState.SETTLED, RejectReason.NONE),
                        new Effect.CycleClosed(FIRST));
        assertThat(Cycles.cycle(ledger, FIRST).state()).isEqualTo(CycleState.CLOSED);
        assertThat(ledger.tradeState(there, 1)).isEqualTo(TradeState.SETTLED);
    }

    @Test
    void all_pairs_settle_or_none() {
        Cycles.affirmed(ledger, NORTH, SOUTH, 0, Trades.payment("T1", 100_000_001));
        Cycles.affirmed(ledger, SOUTH, BANK, 0, Trades.payment("T2", 1));
        Cycles.cutOff(ledger, FIRST);
        Consortium.done(ledger.as(BANK, new Command.NetCycle(FIRST)));

        Outcome refused = ledger.as(NORTH, new Command.SettleCycle(FIRST, false));

        assertThat(refused.code()).isEqualTo(ResultCode.CYCLE_UNCOVERED);
        assertThat(refused.detail()).contains(NORTH + " HOUSE HKD");
        assertThat(ledger.available(BANK, HKD)).isZero();
        ledger.deposit("MORE", NORTH, 0, "HKD", 1);
        assertThat(ledger.as(NORTH, new Command.SettleCycle(FIRST, false)).code())
                .isEqualTo(ResultCode.OK);
    }

    @Test
    void two_agents_at_once_are_harmless() {
        Cycles.affirmed(ledger, NORTH, SOUTH, 0, Trades.payment("T1", 5));
        ledger.at(Cycles.NOON);
        for (Command command : List.of(
                new Command.CutOff(FIRST), new Command.NetCycle(FIRST), new Command.SettleCycle(FIRST, false))) {
            Reads one = reads(NORTH, command, Cycles.NOON);
            Reads other = reads(SOUTH, command, Cycles.NOON);
            // Endorsed on one state: each has read what the other writes, so the ledger lets one through.
            assertThat(one.keys())
                    .containsAnyElementsOf(other.transition().writes().keySet());
            Consortium.done(ledger.as(NORTH, command));
            assertThat(ledger.as(SOUTH, command).code()).isEqualTo(ResultCode.ALREADY_RECORDED);
        }
        assertThat(ledger.available(SOUTH, HKD)).isEqualTo(100_000_005);
    }

    @Test
    void both_sides_can_cancel_while_the_cycle_is_open_and_not_after() {
        PageId id = ledger.affirmed(0, Trades.payment("T1", 5), Trades.pvp("T2", 7, 9));
        Command cancel = new Command.RequestCancel(id, Selection.of(1));
        Consortium.done(ledger.as(NORTH, cancel));
        Consortium.done(ledger.as(SOUTH, cancel));
        assertThat(ledger.tradeState(id, 1)).isEqualTo(TradeState.CANCELLED);
        Command first = new Command.RequestCancel(id, Selection.of(0));
        Consortium.done(ledger.as(NORTH, first));
        Cycles.cutOff(ledger, FIRST);

        assertThat(ledger.as(SOUTH, first).code()).isEqualTo(ResultCode.CYCLE_CUT_OFF);
        assertThat(ledger.as(BANK, new Command.NetCycle(FIRST))).isEqualTo(Outcome.done(1));
        assertThat(Cycles.cycle(ledger, FIRST).pairs().getFirst().legs())
                .containsExactly(new PairLeg(0, 0, HKD, 5, 1, 0, 0));
    }

    @Test
    void rounds_leave_netted_trades_alone() {
        PageId id = ledger.affirmed(0, Trades.payment("T1", 5));
        ledger.later(Duration.ofDays(3));

        assertThat(ledger.settle(id).code()).isEqualTo(ResultCode.NOTHING_TO_DO);
        assertThat(ledger.failOverdue(id).code()).isEqualTo(ResultCode.NOTHING_TO_DO);
        assertThat(ledger.as(SOUTH, ledger.affirm(id)).code()).isEqualTo(ResultCode.ALREADY_RECORDED);
        assertThat(ledger.tradeState(id, 0)).isEqualTo(TradeState.NETTED);
    }

    @Test
    void a_cycle_that_was_passed_over_is_cut_off_all_the_same() {
        PageId id = ledger.affirmed(0, Trades.payment("T1", 5));
        Cycles.cutOff(ledger, SECOND);

        assertThat(ledger.as(NORTH, new Command.CutOff(FIRST)).code()).isEqualTo(ResultCode.OK);
        assertThat(ledger.as(NORTH, new Command.NetCycle(FIRST))).isEqualTo(Outcome.done(1));
        assertThat(Cycles.shares(ledger, FIRST, NORTH, SOUTH)).hasSize(1);
        assertThat(CycleFence.decode(ledger.state().get(Keys.fence(HK)).orElseThrow())
                        .last())
                .isEqualTo(SECOND);
        assertThat(ledger.tradeState(id, 0)).isEqualTo(TradeState.NETTED);
    }

    @Test
    void a_cycle_without_trades_is_closed_when_it_settles() {
        Cycles.cutOff(ledger, FIRST);
        ledger.as(NORTH, new Command.NetCycle(FIRST));
        ledger.as(NORTH, new Command.SettleCycle(FIRST, false));

        assertThat(Cycles.cycle(ledger, FIRST).state()).isEqualTo(CycleState.CLOSED);
    }

    @Test
    void currencies_of_a_pair_settle_together_or_not_at_all() {
        ledger.affirmed(0, Trades.pvp("T1", 100_000_001, 40), Trades.pvp("T2", 1, 2));
        Cycles.cutOff(ledger, FIRST);
        Consortium.done(ledger.as(BANK, new Command.NetCycle(FIRST)));
        Cycles.failTime(ledger, FIRST);

        assertThat(ledger.as(NORTH, new Command.SettleCycle(FIRST, true)))
                .isEqualTo(new Outcome(ResultCode.OK, "", "", 0, 1));
        assertThat(ledger.available(SOUTH, USD)).isEqualTo(100_000_000);
        assertThat(ledger.available(SOUTH, HKD)).isEqualTo(100_000_000);
        assertThat(Cycles.fail(ledger, SECOND, NORTH, SOUTH).orElseThrow().legs())
                .containsExactly(new PairLeg(0, 0, HKD, 100_000_002, 1, 0, 0), new PairLeg(0, 0, USD, 0, 0, 42, 1));
    }

    /** The cycle that a payment enters when it is affirmed at an instant. */
    private CycleId affirmedAt(Instant instant, int page) {
        PageId id = ledger.record(page, Trades.payment("A" + page, 1));
        ledger.at(instant);
        Transition affirmed = ledger.apply(Consortium.caller(SOUTH), Batch.of(ledger.affirm(id)));
        return affirmed.effects().stream()
                .filter(Effect.TradeTakenIn.class::isInstance)
                .map(Effect.TradeTakenIn.class::cast)
                .findFirst()
                .orElseThrow()
                .cycle();
    }

    /** What a command would do, and every key that it reads on the way. */
    private record Reads(Transition transition, TreeSet<String> keys) {}

    private Reads reads(String member, Command command, Instant at) {
        TreeSet<String> keys = new TreeSet<>();
        Caller caller = Consortium.caller(member);
        Transition transition = Kernel.apply(
                key -> {
                    keys.add(key);
                    return ledger.state().get(key);
                },
                caller,
                new TxContext("tx", at),
                Batch.of(command));
        return new Reads(transition, keys);
    }
}
