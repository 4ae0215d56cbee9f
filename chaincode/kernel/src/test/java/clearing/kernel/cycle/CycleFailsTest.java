package clearing.kernel.cycle;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.HK;
import static clearing.kernel.Consortium.HKD;
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
import clearing.kernel.Trades;
import clearing.kernel.Transition;
import clearing.kernel.asset.Asset;
import clearing.kernel.calendar.CycleId;
import clearing.kernel.command.Command;
import clearing.kernel.netting.NettingMode;
import clearing.kernel.rulebook.DebitCapRule;
import clearing.kernel.rulebook.DvpModel;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.TradeState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is short: fails, penalties, DvP model 2. The third of March is a holiday. */
class CycleFailsTest {
    private static final CycleId EVENING = new CycleId(HK, TODAY, 1);
    private static final CycleId NEXT_DAY = new CycleId(HK, TODAY.plusDays(2), 0);

    private final Consortium ledger = Consortium.funded();

    @Test
    void what_is_short_is_carried_with_age_and_penalty_and_the_rest_settles() {
        Cycles.inForce(ledger, DvpModel.NET_BOTH);
        ledger.at(Cycles.NOON);
        PageId failing = Cycles.affirmed(ledger, NORTH, SOUTH, 0, Trades.dvp("T1", 1_000_001, 6_000));
        PageId good = Cycles.affirmed(ledger, SOUTH, BANK, 0, Trades.payment("T2", 9));
        net(EVENING);
        Cycles.failTime(ledger, EVENING);
        Transition settled = ledger.apply(Consortium.caller(BANK), Batch.of(new Command.SettleCycle(EVENING, true)));

        Penalty penalty = new Penalty(true, 0, 0, SHARE, HKD, 6_000, 1, Cycles.POINTS, 15);
        CarriedFail fail = new CarriedFail(
                NEXT_DAY,
                NORTH,
                SOUTH,
                EVENING,
                1,
                List.of(penalty),
                List.of(new PairLeg(0, 0, HKD, 15, 1, 6_000, 1), new PairLeg(0, 0, SHARE, 1_000_001, 1, 0, 0)));
        assertThat(settled.outcomes()).containsExactly(new Outcome(ResultCode.OK, "", "", 1, 1));
        assertThat(settled.effects()).contains(new Effect.FailCarried(EVENING, fail));
        assertThat(Cycles.fail(ledger, NEXT_DAY, NORTH, SOUTH)).contains(fail);
        assertThat(ledger.available(BANK, HKD)).isEqualTo(9);
        assertThat(ledger.as(BANK, new Command.CloseCycle(EVENING, List.of(failing, good))))
                .isEqualTo(new Outcome(ResultCode.OK, "", "", 1, 1));
        settleCarried(failing);
    }

    private void settleCarried(PageId failing) {
        ledger.deposit("SHARES", NORTH, 0, Consortium.SHARE_CODE, 1);
        net(NEXT_DAY);
        assertThat(Cycles.cycle(ledger, NEXT_DAY).pairs().getFirst().since()).isEqualTo(EVENING);
        Consortium.done(ledger.as(SOUTH, new Command.SettleCycle(NEXT_DAY, false)));

        assertThat(ledger.available(SOUTH, SHARE)).isEqualTo(2_000_001);
        assertThat(ledger.available(NORTH, HKD)).isEqualTo(100_000_000 + 6_000 - 15);
        assertThat(ledger.as(BANK, new Command.CloseCycle(EVENING, List.of(failing))))
                .isEqualTo(new Outcome(ResultCode.OK, "", "", 1, 0));
        assertThat(ledger.tradeState(failing, 0)).isEqualTo(TradeState.SETTLED);
        assertThat(Cycles.cycle(ledger, EVENING).state()).isEqualTo(CycleState.CLOSED);
        assertThat(Cycles.cycle(ledger, NEXT_DAY).state()).isEqualTo(CycleState.CLOSED);
    }

    @Test
    void nothing_is_carried_when_all_have_cover() {
        Cycles.inForce(ledger, DvpModel.NET_BOTH);
        ledger.affirmed(0, Trades.payment("T1", 5));
        CycleId first = new CycleId(HK, TODAY, 0);
        net(first);

        assertThat(ledger.as(NORTH, new Command.SettleCycle(first, true)))
                .isEqualTo(new Outcome(ResultCode.OK, "", "", 1, 0));
    }

    @Test
    void nets_may_use_what_members_agreed_as_cap() {
        ledger.found(Cycles.constitution(
                2,
                Cycles.calendar(),
                Cycles.hk(DvpModel.NET_BOTH, NettingMode.MULTILATERAL),
                new DebitCapRule(NORTH, "HKD", 50_000_000)));
        CycleId first = new CycleId(HK, TODAY, 0);
        ledger.affirmed(0, Trades.payment("T1", 150_000_000));
        net(first);

        Consortium.done(ledger.as(NORTH, new Command.SettleCycle(first, false)));
        assertThat(ledger.available(NORTH, HKD)).isEqualTo(-50_000_000);
    }

    @Test
    void bilateral_netting_does_not_use_what_other_pairs_bring() {
        CycleId first = new CycleId(HK, TODAY, 0);
        for (NettingMode mode : NettingMode.values()) {
            Consortium each = Consortium.funded();
            Cycles.inForce(each, DvpModel.NET_BOTH, mode);
            Cycles.affirmed(each, NORTH, SOUTH, 0, Trades.payment("T1", 150_000_000));
            Cycles.affirmed(each, SOUTH, BANK, 0, Trades.payment("T2", 120_000_000));
            Cycles.affirmed(each, BANK, NORTH, 0, Trades.payment("T3", 60_000_000));
            Cycles.cutOff(each, first);
            each.as(NORTH, new Command.NetCycle(first));

            assertThat(each.as(NORTH, new Command.SettleCycle(first, false)).code())
                    .isEqualTo(mode == NettingMode.MULTILATERAL ? ResultCode.OK : ResultCode.CYCLE_UNCOVERED);
        }
    }

    @Test
    void model_2_delivers_securities_at_once_and_nets_their_funds() {
        Cycles.inForce(ledger, DvpModel.NET_FUNDS);
        PageId id = ledger.affirmed(
                0,
                Trades.dvp("T1", 400, 90_000_000),
                Trades.dvp("T2", 999_601, 1),
                Trades.with(Trades.dvp("T3", 5, 95_000_000)).received(),
                Trades.payment("T4", 2));
        assertThat(ledger.tradeState(id, 0)).isEqualTo(TradeState.AFFIRMED);
        assertThat(ledger.tradeState(id, 3)).isEqualTo(TradeState.NETTED);

        assertThat(ledger.as(BANK, new Command.Deliver(HK, Consortium.wholePages(id))))
                .isEqualTo(new Outcome(ResultCode.OK, "", "", 2, 1));
        assertThat(ledger.available(NORTH, SHARE)).isEqualTo(1_000_000 - 400 + 5);
        assertThat(ledger.available(NORTH, HKD)).isEqualTo(100_000_000);
        CycleId first = new CycleId(HK, TODAY, 0);
        net(first);
        Consortium.done(ledger.as(NORTH, new Command.SettleCycle(first, false)));

        assertThat(ledger.available(NORTH, HKD)).isEqualTo(100_000_000 + 90_000_000 - 95_000_000 - 2);
        assertThat(ledger.available(SOUTH, HKD)).isEqualTo(100_000_000 - 90_000_000 + 95_000_000 + 2);
        assertThat(Cycles.cycle(ledger, first).pairs().getFirst().legs())
                .containsExactly(new PairLeg(0, 0, HKD, 95_000_002, 2, 90_000_000, 1));
        assertThat(ledger.as(NORTH, new Command.CloseCycle(first, List.of(id))).affected())
                .isEqualTo(3);
        assertThat(ledger.tradeState(id, 1)).isEqualTo(TradeState.AFFIRMED);
        assertThat(Cycles.cycle(ledger, first).state()).isEqualTo(CycleState.CLOSED);
    }

    @Test
    void delivered_trades_cannot_be_cancelled() {
        Cycles.inForce(ledger, DvpModel.NET_FUNDS);
        PageId id = ledger.affirmed(0, Trades.dvp("T1", 400, 90));
        ledger.as(BANK, new Command.Deliver(HK, Consortium.wholePages(id)));

        assertThat(ledger.as(NORTH, new Command.RequestCancel(id, Selection.all()))
                        .code())
                .isEqualTo(ResultCode.STATE_FORBIDS);
    }

    @Test
    void sums_that_no_position_holds_are_refused_when_they_are_affirmed() {
        Cycles.inForce(ledger, DvpModel.NET_BOTH);
        PageId id = ledger.record(0, Trades.payment("T1", Asset.MAX_AMOUNT / 2), Trades.payment("T2", 1));

        assertThat(ledger.as(SOUTH, ledger.affirm(id)).code()).isEqualTo(ResultCode.AMOUNT_TOO_LARGE);
    }

    @Test
    void amounts_that_nobody_can_pay_harm_nobody_else() {
        Cycles.inForce(ledger, DvpModel.NET_BOTH);
        for (int page = 0; page < 8; page++) {
            Cycles.affirmed(ledger, NORTH, SOUTH, page, Trades.payment("T1", Asset.MAX_AMOUNT / 2));
        }
        Cycles.affirmed(ledger, SOUTH, BANK, 0, Trades.payment("T2", 9));
        CycleId first = new CycleId(HK, TODAY, 0);
        net(first);
        Cycles.failTime(ledger, first);

        assertThat(ledger.as(BANK, new Command.SettleCycle(first, true)))
                .isEqualTo(new Outcome(ResultCode.OK, "", "", 1, 1));
        assertThat(Cycles.cycle(ledger, first).pairs().getLast().outcome()).isEqualTo(PairOutcome.BEYOND_LIMIT);
        assertThat(Cycles.fail(ledger, EVENING, NORTH, SOUTH)).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "6000, 1, 25, 15",
        "199, 1, 25, 0",
        "200, 1, 25, 1",
        "1000000000000000000, 3, 25, 7500000000000000",
        "999999999999999999, 399, 25, 997499999999999999",
        "7, 400, 25, 7",
        "1000000000000000000, 2600, 10000, 1000000000000000000",
        "5, 0, 25, 0"
    })
    void a_penalty_is_exact_and_rounded_half_up(long base, int days, int points, long amount) {
        assertThat(Penalty.amount(base, days, points)).isEqualTo(amount);
    }

    private void net(CycleId cycle) {
        Cycles.cutOff(ledger, cycle);
        Consortium.done(ledger.as(BANK, new Command.NetCycle(cycle)));
    }
}
