package clearing.kernel.defaults;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.HK;
import static clearing.kernel.Consortium.HKD;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SHARE_CODE;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.Consortium.TODAY;
import static clearing.kernel.defaults.Market.EAST;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Consortium;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.Seeds;
import clearing.kernel.Trades;
import clearing.kernel.calendar.CycleId;
import clearing.kernel.command.Command;
import clearing.kernel.command.RiskCommand;
import clearing.kernel.cycle.CarriedFail;
import clearing.kernel.cycle.CycleState;
import clearing.kernel.cycle.Cycles;
import clearing.kernel.cycle.PairOutcome;
import clearing.kernel.cycle.PairPosition;
import clearing.kernel.netting.NettingMode;
import clearing.kernel.rulebook.DvpModel;
import clearing.kernel.rulebook.Rule;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeState;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Netted trades of a member in default: they leave their cycle, wherever it stands, and nothing of them moves any more. */
class CycleCloseOutTest {
    private static final CycleId NOON = new CycleId(HK, TODAY, 0);
    private static final CycleId EVENING = new CycleId(HK, TODAY, 1);

    private final Market market = market();
    private final Consortium ledger = market.ledger();

    private static Market market() {
        List<Rule> rules = new ArrayList<>(Market.rules());
        rules.add(Cycles.calendar());
        rules.add(Cycles.hk(DvpModel.NET_BOTH, NettingMode.MULTILATERAL));
        return Market.open(rules).priced();
    }

    @Test
    void trades_of_an_open_cycle_leave_it() {
        PageId north = market.affirmed(NORTH, SOUTH, 0, Trades.dvp("T1", 10, 100_000));
        PageId east = market.affirmed(SOUTH, EAST, 1, Trades.payment("T2", 5_000));
        assertThat(ledger.tradeState(north, 0)).isEqualTo(TradeState.NETTED);
        market.declared(SOUTH);

        assertThat(market.closeOut(SOUTH, north, east)).isEqualTo(Outcome.done(2));

        assertThat(market.stored(SOUTH).owed(NORTH))
                .containsEntry("HKD", big(100_000))
                .containsEntry(SHARE_CODE, big(-10));
        assertThat(market.stored(SOUTH).owed(EAST)).containsEntry("HKD", big(5_000));
        assertThat(ledger.tradeState(north, 0)).isEqualTo(TradeState.CLOSED_OUT);
        assertThat(Cycles.shares(ledger, NOON, NORTH, SOUTH)).isEmpty();
        net(ledger, NOON);
        assertThat(Cycles.cycle(ledger, NOON).trades()).isZero();
        assertThat(Cycles.cycle(ledger, NOON).pairs()).isEmpty();
        assertThat(market.closeOut(SOUTH, north, east).code()).isEqualTo(ResultCode.NOTHING_TO_DO);
    }

    @Test
    void what_a_pair_owes_in_a_netted_cycle_goes_as_one_and_the_others_settle() {
        PageId there = market.affirmed(NORTH, SOUTH, 0, Trades.dvp("T1", 10, 100_000));
        PageId back = market.affirmed(SOUTH, NORTH, 1, Trades.payment("T2", 5_000));
        PageId others = market.affirmed(NORTH, EAST, 0, Trades.payment("T3", 700));
        net(ledger, NOON);
        market.declared(SOUTH);

        assertThat(market.closeOut(SOUTH, there).affected()).isEqualTo(1);
        Map<String, BigInteger> whole = Map.copyOf(market.stored(SOUTH).owed(NORTH));
        assertThat(market.closeOut(SOUTH, back).affected()).isEqualTo(1);

        assertThat(whole).isEqualTo(Map.of("HKD", big(105_000), SHARE_CODE, big(-10)));
        assertThat(market.stored(SOUTH).owed(NORTH)).isEqualTo(whole);
        long before = ledger.available(SOUTH, HKD);
        assertThat(ledger.as(NORTH, new Command.SettleCycle(NOON, false)))
                .isEqualTo(new Outcome(ResultCode.OK, "", "", 1, 0));
        assertThat(ledger.available(SOUTH, HKD)).isEqualTo(before);
        assertThat(Cycles.cycle(ledger, NOON).pairs().stream().map(PairPosition::outcome))
                .containsExactlyInAnyOrder(PairOutcome.SETTLED, PairOutcome.CLOSED_OUT);
        Consortium.done(ledger.as(NORTH, new Command.CloseCycle(NOON, List.of(others))));
        assertThat(Cycles.cycle(ledger, NOON).state()).isEqualTo(CycleState.CLOSED);
    }

    @Test
    void a_cycle_settles_without_a_defaulters_pairs_and_sets_them_aside_without_penalty() {
        PageId frozen = market.affirmed(NORTH, SOUTH, 0, Trades.dvp("T1", 10, 100_000));
        PageId others = market.affirmed(NORTH, EAST, 0, Trades.payment("T3", 700));
        net(ledger, NOON);
        market.declared(SOUTH);
        long before = ledger.available(SOUTH, HKD);

        assertThat(ledger.as(NORTH, new Command.SettleCycle(NOON, false)))
                .isEqualTo(new Outcome(ResultCode.OK, "", "", 1, 1));

        CarriedFail aside = Cycles.fail(ledger, EVENING, NORTH, SOUTH).orElseThrow();
        assertThat(aside.penalties()).isEmpty();
        assertThat(ledger.available(SOUTH, HKD)).isEqualTo(before);
        assertThat(market.closeOut(SOUTH, frozen).affected()).isEqualTo(1);
        assertThat(market.stored(SOUTH).owed(NORTH)).containsEntry("HKD", big(100_000));
        Consortium.done(ledger.as(NORTH, new Command.CloseCycle(NOON, List.of(others))));
        assertThat(Cycles.cycle(ledger, NOON).state()).isEqualTo(CycleState.CLOSED);
        net(ledger, EVENING);
        assertThat(Cycles.cycle(ledger, EVENING).pairs()).isEmpty();
    }

    @Test
    void a_lifted_default_lets_what_was_set_aside_settle() {
        PageId frozen = market.affirmed(NORTH, SOUTH, 0, Trades.dvp("T1", 10, 100_000));
        net(ledger, NOON);
        market.declared(SOUTH);
        Consortium.done(ledger.as(NORTH, new Command.SettleCycle(NOON, false)));
        for (String member : List.of(NORTH, BANK)) {
            Consortium.done(ledger.as(member, new RiskCommand.LiftDefault(SOUTH, 1, "declared wrongly")));
        }
        long before = ledger.available(SOUTH, HKD);

        net(ledger, EVENING);
        Consortium.done(ledger.as(NORTH, new Command.SettleCycle(EVENING, false)));

        assertThat(ledger.available(SOUTH, HKD)).isEqualTo(before - 100_000);
        Consortium.done(ledger.as(NORTH, new Command.CloseCycle(NOON, List.of(frozen))));
        assertThat(ledger.tradeState(frozen, 0)).isEqualTo(TradeState.SETTLED);
    }

    @Test
    void trades_whose_nets_were_paid_before_are_settled_and_not_closed_out() {
        PageId paid = market.affirmed(NORTH, SOUTH, 0, Trades.payment("T1", 900));
        net(ledger, NOON);
        Consortium.done(ledger.as(NORTH, new Command.SettleCycle(NOON, false)));
        market.declared(SOUTH);

        assertThat(market.closeOut(SOUTH, paid).affected()).isEqualTo(1);

        assertThat(ledger.tradeState(paid, 0)).isEqualTo(TradeState.SETTLED);
        assertThat(market.stored(SOUTH).trades()).isZero();
        assertThat(Cycles.cycle(ledger, NOON).state()).isEqualTo(CycleState.CLOSED);
    }

    /** Where a cycle stands when the default is closed out. */
    private enum Stage {
        OPEN,
        CUT_OFF,
        NETTED,
        SET_ASIDE
    }

    @Test
    void wherever_a_cycle_stands_the_default_owes_what_the_trades_sum_up_to() {
        long seed = Seeds.seed(20_260_306L);
        RandomGenerator random = Seeds.generator(seed);
        for (int round = 0; round < 40; round++) {
            Stage stage = Stage.values()[round % Stage.values().length];
            String what = Seeds.hint(seed) + " round " + round + " " + stage;
            Market drawn = market();
            Map<String, Map<String, BigInteger>> owed = new TreeMap<>();
            List<PageId> pages = new ArrayList<>();
            for (String other : List.of(NORTH, BANK, EAST)) {
                for (int page = 0; page < 3; page++) {
                    pages.add(page(drawn, other, page, owed, random));
                }
            }
            PageId others = drawn.affirmed(NORTH, EAST, 9, Trades.payment("OTHERS", 1_000));
            reach(stage, drawn);
            Collections.shuffle(pages, new java.util.Random(random.nextLong()));

            assertThat(drawn.closeOut(SOUTH, pages.subList(0, 5).toArray(PageId[]::new))
                            .code())
                    .as(what)
                    .isEqualTo(ResultCode.OK);
            assertThat(drawn.closeOut(SOUTH, pages.subList(4, 9).toArray(PageId[]::new))
                            .code())
                    .as(what)
                    .isEqualTo(ResultCode.OK);

            DefaultCase closed = drawn.stored(SOUTH);
            for (String other : List.of(NORTH, BANK, EAST)) {
                Map<String, BigInteger> got = new TreeMap<>(closed.owed(other));
                got.values().removeIf(sum -> sum.signum() == 0);
                owed.get(other).values().removeIf(sum -> sum.signum() == 0);
                assertThat(got).as("%s %s", what, other).isEqualTo(owed.get(other));
            }
            finish(stage, drawn, others);
            assertThat(drawn.ledger().tradeState(others, 0)).as(what).isEqualTo(TradeState.SETTLED);
            assertThat(Cycles.cycle(drawn.ledger(), NOON).state()).as(what).isEqualTo(CycleState.CLOSED);
        }
    }

    private static void reach(Stage stage, Market drawn) {
        Consortium ledger = drawn.ledger();
        if (stage == Stage.CUT_OFF) {
            cutOff(ledger, NOON);
        } else if (stage != Stage.OPEN) {
            net(ledger, NOON);
        }
        drawn.declared(SOUTH);
        if (stage == Stage.SET_ASIDE) {
            Consortium.done(ledger.as(NORTH, new Command.SettleCycle(NOON, false)));
        }
    }

    private static void finish(Stage stage, Market drawn, PageId others) {
        Consortium ledger = drawn.ledger();
        if (stage == Stage.OPEN) {
            net(ledger, NOON);
        } else if (stage == Stage.CUT_OFF) {
            Consortium.done(ledger.as(NORTH, new Command.NetCycle(NOON)));
        }
        if (stage != Stage.SET_ASIDE) {
            Consortium.done(ledger.as(NORTH, new Command.SettleCycle(NOON, false)));
        }
        Consortium.done(ledger.as(NORTH, new Command.CloseCycle(NOON, List.of(others))));
    }

    /** A page between the south and another, and what its trades add to what the south owes. */
    private static PageId page(
            Market drawn, String other, int number, Map<String, Map<String, BigInteger>> owed, RandomGenerator random) {
        boolean southAuthors = random.nextBoolean();
        List<Trade> trades = new ArrayList<>();
        Map<String, BigInteger> sums = owed.computeIfAbsent(other, absent -> new TreeMap<>());
        for (int i = 0; i <= random.nextInt(3); i++) {
            boolean southGives = random.nextBoolean();
            long cents = 1 + random.nextLong(4_000_000);
            long units = 1 + random.nextLong(300);
            boolean dvp = random.nextBoolean();
            Trade trade = dvp ? Trades.dvp("T" + i, units, cents) : Trades.payment("T" + i, cents);
            trades.add(southGives == southAuthors ? trade : Trades.with(trade).received());
            sums.merge("HKD", big(southGives != dvp ? cents : -cents), BigInteger::add);
            if (dvp) {
                sums.merge(SHARE_CODE, big(southGives ? units : -units), BigInteger::add);
            }
        }
        return southAuthors
                ? drawn.affirmed(SOUTH, other, number, trades.toArray(Trade[]::new))
                : drawn.affirmed(other, SOUTH, number, trades.toArray(Trade[]::new));
    }

    private static void cutOff(Consortium ledger, CycleId cycle) {
        ledger.at(cycle.number() == 0 ? Cycles.NOON : Cycles.EVENING);
        Consortium.done(ledger.as(NORTH, new Command.CutOff(cycle)));
    }

    private static void net(Consortium ledger, CycleId cycle) {
        cutOff(ledger, cycle);
        Consortium.done(ledger.as(NORTH, new Command.NetCycle(cycle)));
    }

    private static BigInteger big(long value) {
        return BigInteger.valueOf(value);
    }
}
