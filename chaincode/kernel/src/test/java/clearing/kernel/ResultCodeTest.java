package clearing.kernel;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.CLIENT;
import static clearing.kernel.Consortium.HK;
import static clearing.kernel.Consortium.HOUSE;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SHARE_CODE;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.Consortium.STRANGER;
import static clearing.kernel.Consortium.TODAY;
import static clearing.kernel.Consortium.WATCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import clearing.kernel.asset.Asset;
import clearing.kernel.calendar.CycleId;
import clearing.kernel.command.Command;
import clearing.kernel.command.RiskCommand;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.cycle.Cycles;
import clearing.kernel.defaults.Market;
import clearing.kernel.rulebook.AgentRule;
import clearing.kernel.rulebook.BilateralLimitRule;
import clearing.kernel.rulebook.DebitCapRule;
import clearing.kernel.rulebook.DvpModel;
import clearing.kernel.rulebook.LaneStepsRule;
import clearing.kernel.rulebook.Rule;
import clearing.kernel.rulebook.Rules;
import clearing.kernel.trade.Leg;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeKind;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every result code has a way to it, and that way gives this code and leaves no trace when it refuses. */
class ResultCodeTest {
    private static final PageId PAGE = Consortium.page(0);
    private static final Constitution SAMPLE = Consortium.constitution();

    private final Map<ResultCode, Function<Consortium, Outcome>> ways = ways();

    @Test
    void there_is_a_way_to_every_code() {
        assertThat(ways.keySet()).isEqualTo(EnumSet.allOf(ResultCode.class));
    }

    @TestFactory
    Stream<DynamicTest> the_way_leads_to_its_code() {
        return ways.entrySet().stream()
                .map(way -> dynamicTest(way.getKey().name(), () -> {
                    Consortium ledger = way.getKey() == ResultCode.NOT_CONSTITUTED
                            ? Consortium.unconstituted()
                            : Consortium.funded();
                    Outcome outcome = way.getValue().apply(ledger);
                    assertThat(outcome.code()).isEqualTo(way.getKey());
                    assertThat(outcome.accepted()).isEqualTo(way.getKey().number() < 100);
                    if (!outcome.accepted()) {
                        assertThat(outcome.detail()).isNotBlank();
                        assertThat(outcome.affected()).isZero();
                    }
                }));
    }

    @Test
    void numbers_are_unique_and_lead_back_to_their_code() {
        for (ResultCode code : ResultCode.values()) {
            assertThat(ResultCode.ofNumber(code.number())).isSameAs(code);
            assertThat(code.sentence()).endsWith(".");
        }
        assertThatThrownBy(() -> ResultCode.ofNumber(9999)).isInstanceOf(MalformedInput.class);
    }

    @Test
    void numbers_ascend_in_the_order_of_the_source() {
        assertThat(Stream.of(ResultCode.values()).map(ResultCode::number)).isSorted();
        assertThat(new TreeSet<>(
                        Stream.of(ResultCode.values()).map(ResultCode::number).toList()))
                .hasSize(ResultCode.values().length);
    }

    private static Map<ResultCode, Function<Consortium, Outcome>> ways() {
        Map<ResultCode, Function<Consortium, Outcome>> ways = new EnumMap<>(ResultCode.class);
        ways.put(ResultCode.OK, l -> l.as(BANK, deposit("N1", NORTH, "HKD", 1)));
        ways.put(ResultCode.ALREADY_RECORDED, l -> twice(l, BANK, deposit("N1", NORTH, "HKD", 1)));
        ways.put(ResultCode.NOTHING_TO_DO, l -> l.settle(l.record(0, Trades.payment("T1", 1))));
        ways.put(ResultCode.NOT_CONSTITUTED, l -> l.as(BANK, deposit("N1", NORTH, "HKD", 1)));
        bytes(ways);
        callers(ways);
        constitutions(ways);
        terms(ways);
        states(ways);
        ways.putAll(TradeLifeWays.ways());
        cycles(ways);
        risk(ways);
        ways.putAll(RevenueWays.ways());
        ways.putAll(ReconcileWays.ways());
        return ways;
    }

    private static void bytes(Map<ResultCode, Function<Consortium, Outcome>> ways) {
        byte[] page = Consortium.recordCommand(PAGE, Trades.payment("T1", 1)).page();
        int count = page.length - 90;
        ways.put(ResultCode.MALFORMED, l -> l.as(NORTH, new Command.RecordPage(new byte[] {1})));
        ways.put(ResultCode.TOO_LARGE, l -> l.as(NORTH, new Command.RecordPage(patched(page, count, 0xFF))));
        ways.put(ResultCode.UNSUPPORTED_VERSION, l -> l.as(NORTH, new Command.RecordPage(patched(page, 0, 3))));
        ways.put(ResultCode.BAD_REFERENCE, l -> l.as(BANK, deposit("lower case", NORTH, "HKD", 1)));
    }

    private static void callers(Map<ResultCode, Function<Consortium, Outcome>> ways) {
        ways.put(ResultCode.UNKNOWN_MEMBER, l -> l.as(STRANGER, deposit("N1", NORTH, "HKD", 1)));
        ways.put(
                ResultCode.ROLE_MISSING,
                l -> l.apply(new Caller(BANK, EnumSet.of(Role.AGENT)), Batch.of(deposit("N1", NORTH, "HKD", 1)))
                        .outcomes()
                        .getFirst());
        ways.put(ResultCode.READ_ONLY_MEMBER, l -> l.as(WATCH, Consortium.round(PAGE)));
        ways.put(ResultCode.NOT_A_PARTY, l -> l.as(SOUTH, Consortium.recordCommand(PAGE, Trades.payment("T1", 1))));
        ways.put(ResultCode.NOT_THE_ISSUER, l -> l.as(NORTH, deposit("N1", NORTH, "HKD", 1)));
    }

    private static void constitutions(Map<ResultCode, Function<Consortium, Outcome>> ways) {
        ways.put(ResultCode.VERSION_NOT_NEXT, l -> l.as(NORTH, constitute(3, SAMPLE.assets())));
        ways.put(
                ResultCode.NOT_AN_EXTENSION,
                l -> l.as(NORTH, constitute(2, SAMPLE.assets().subList(0, 1))));
        ways.put(ResultCode.INVALID_CONSTITUTION, l -> l.as(NORTH, constitute(2, List.of())));
        ways.put(ResultCode.NOTHING_TO_RATIFY, l -> l.as(NORTH, new Command.Ratify(2, new byte[32])));
    }

    private static void terms(Map<ResultCode, Function<Consortium, Outcome>> ways) {
        ways.put(ResultCode.CONTENT_CONFLICT, l -> {
            l.deposit("N1", NORTH, HOUSE, "HKD", 1);
            return l.as(BANK, deposit("N1", NORTH, "HKD", 2));
        });
        ways.put(ResultCode.UNKNOWN_LANE, l -> l.as(NORTH, new Command.Settle("LN", Consortium.wholePages(PAGE))));
        ways.put(ResultCode.UNKNOWN_ASSET, l -> l.as(BANK, deposit("N1", NORTH, "JPY", 1)));
        ways.put(ResultCode.UNKNOWN_ACCOUNT, l -> l.as(NORTH, new Command.RequestWithdrawal("W1", 2, "HKD", 1, TODAY)));
        ways.put(ResultCode.WRONG_LANE, l -> record(l, payment(Consortium.EUR, 1)));
        ways.put(ResultCode.AMOUNT_NOT_POSITIVE, l -> record(l, payment(Consortium.HKD, 0)));
        ways.put(ResultCode.AMOUNT_TOO_LARGE, l -> record(l, payment(Consortium.HKD, Asset.MAX_AMOUNT + 1)));
        ways.put(
                ResultCode.DATE_OUT_OF_RANGE,
                l -> record(l, Trades.with(Trades.payment("T1", 1)).due(TODAY.minusYears(30))));
        ways.put(ResultCode.DUPLICATE_REFERENCE, l -> record(l, Trades.payment("T1", 1), Trades.dvp("T1", 1, 1)));
        ways.put(
                ResultCode.KIND_MISMATCH,
                l -> record(
                        l, Trades.of(TradeKind.DVP, "T1", Leg.plain(Consortium.HKD, 1), Leg.plain(Consortium.USD, 1))));
        ways.put(
                ResultCode.OWN_COUNTERPARTY,
                l -> l.as(NORTH, Consortium.recordCommand(new PageId(HK, NORTH, NORTH, 0), Trades.payment("T1", 1))));
    }

    private static void states(Map<ResultCode, Function<Consortium, Outcome>> ways) {
        Trade trade = Trades.dvp("T1", 1, 1);
        Trade reversal = Trades.with(trade).reversing(true, 0, 0);
        Trade other = Trades.with(Trades.dvp("T1", 1, 2)).reversing(true, 0, 0);
        ways.put(ResultCode.PAGE_NOT_FOUND, l -> l.settle(PAGE));
        ways.put(
                ResultCode.CONTENT_HASH_DIFFERS,
                l -> l.as(SOUTH, new Command.Affirm(l.record(0, trade), new byte[32], Selection.all())));
        ways.put(
                ResultCode.SELECTION_OUT_OF_RANGE,
                l -> l.as(NORTH, new Command.RequestCancel(l.record(0, trade), Selection.of(1))));
        ways.put(ResultCode.STATE_FORBIDS, l -> l.as(SOUTH, l.reject(l.affirmed(0, trade))));
        ways.put(ResultCode.REVERSED_TRADE_NOT_FOUND, l -> record(l, reversal));
        ways.put(ResultCode.REVERSED_TRADE_NOT_SETTLED, l -> {
            l.affirmed(0, trade);
            return l.as(NORTH, Consortium.recordCommand(Consortium.page(1), reversal));
        });
        ways.put(ResultCode.REVERSAL_NOT_A_MIRROR, l -> {
            l.settle(l.affirmed(0, trade));
            return l.as(NORTH, Consortium.recordCommand(Consortium.page(1), other));
        });
        ways.put(ResultCode.WITHDRAWAL_NOT_FOUND, l -> l.as(BANK, new Command.AttestWithdrawal(NORTH, "W1", true)));
        ways.put(
                ResultCode.INSUFFICIENT_BALANCE,
                l -> l.as(NORTH, new Command.RequestWithdrawal("W1", CLIENT, SHARE_CODE, 1, TODAY)));
        ways.put(ResultCode.TIME_RUNS_BACKWARDS, l -> {
            l.settle(l.affirmed(0, trade));
            l.at(Consortium.MORNING.minusSeconds(200));
            return l.settle(PAGE);
        });
        Trade beyond = Trades.payment("T2", 200_000_000);
        ways.put(ResultCode.PROPOSAL_STALE, l -> propose(l, l.record(0, trade)));
        ways.put(ResultCode.PROPOSAL_UNCOVERED, l -> propose(l, l.affirmed(0, beyond)));
        ways.put(
                ResultCode.PROPOSAL_OUT_OF_ORDER,
                l -> propose(l, new Command.PageSelection(l.affirmed(0, beyond, trade(1)), Selection.of(1))));
        ways.put(
                ResultCode.PROPOSAL_NOT_MAXIMAL,
                l -> propose(l, new Command.PageSelection(l.affirmed(0, trade(1), trade), Selection.of(0))));
        ways.put(ResultCode.STEP_NOT_AGREED, l -> {
            agree(l, new LaneStepsRule(HK, LaneStepsRule.Step.GROSS));
            return propose(l, l.affirmed(0, trade));
        });
        ways.put(ResultCode.NOT_YOUR_TURN, l -> {
            agree(l, new AgentRule(HK, 600, 60));
            l.as(NORTH, new Command.SettleRound(HK, List.of(l.affirmed(0, trade))));
            return l.as(SOUTH, new Command.SettleRound(HK, List.of()));
        });
        ways.put(ResultCode.PROPOSAL_OVER_LIMIT, l -> {
            agree(l, new BilateralLimitRule(NORTH, SOUTH, "HKD", 5));
            return propose(l, l.affirmed(0, trade(6)));
        });
        ways.put(ResultCode.NOT_ENOUGH_ISSUED, l -> {
            agree(l, new DebitCapRule(NORTH, "HKD", 300_000_000));
            l.settle(l.affirmed(0, trade(400_000_000)));
            Consortium.done(l.as(SOUTH, new Command.RequestWithdrawal("W1", HOUSE, "HKD", 200_000_001, TODAY)));
            return l.as(BANK, new Command.AttestWithdrawal(SOUTH, "W1", true));
        });
        ways.put(
                ResultCode.LINKED_COMMAND_FAILED,
                l -> l.apply(
                                Consortium.caller(BANK),
                                Batch.linked(deposit("N1", NORTH, "HKD", 1), deposit("N2", NORTH, "HKD", 0)))
                        .outcomes()
                        .getFirst());
    }

    private static void agree(Consortium ledger, Rule rule) {
        ledger.found(Rules.constitution(2, List.of(rule)));
    }

    private static void cycles(Map<ResultCode, Function<Consortium, Outcome>> ways) {
        CycleId today = new CycleId(HK, TODAY, 0);
        ways.put(ResultCode.NO_CYCLE_TERMS, l -> l.as(NORTH, new Command.CutOff(today)));
        ways.put(ResultCode.OUTSIDE_CALENDAR, l -> {
            Cycles.inForce(l, DvpModel.NET_BOTH);
            return l.as(SOUTH, l.affirm(l.record(0, Trades.with(trade(1)).due(TODAY.plusYears(9)))));
        });
        ways.put(ResultCode.CUT_OFF_NOT_REACHED, l -> inCycles(l, new Command.CutOff(today)));
        ways.put(ResultCode.CYCLE_NOT_FOUND, l -> inCycles(l, new Command.NetCycle(today)));
        ways.put(ResultCode.CYCLE_STATE_FORBIDS, l -> {
            Cycles.inForce(l, DvpModel.NET_BOTH);
            Cycles.cutOff(l, today);
            return l.as(NORTH, new Command.SettleCycle(today, false));
        });
        ways.put(ResultCode.CYCLE_CUT_OFF, l -> {
            Cycles.inForce(l, DvpModel.NET_BOTH);
            PageId page = l.affirmed(0, trade(1));
            Cycles.cutOff(l, today);
            return l.as(NORTH, new Command.RequestCancel(page, Selection.all()));
        });
        ways.put(ResultCode.UNKNOWN_CYCLE, l -> inCycles(l, new Command.CutOff(new CycleId(HK, TODAY, 24))));
        ways.put(ResultCode.CYCLE_UNCOVERED, l -> uncovered(l, false));
        ways.put(ResultCode.FAIL_TIME_NOT_REACHED, l -> uncovered(l, true));
        ways.put(ResultCode.FUNDS_SETTLE_NET, l -> {
            Cycles.inForce(l, DvpModel.NET_FUNDS);
            return l.settle(l.affirmed(0, Trades.dvp("T1", 1, 1)));
        });
    }

    private static Outcome inCycles(Consortium ledger, Command command) {
        Cycles.inForce(ledger, DvpModel.NET_BOTH);
        return ledger.as(NORTH, command);
    }

    private static Outcome uncovered(Consortium ledger, boolean carry) {
        CycleId today = new CycleId(HK, TODAY, 0);
        Cycles.inForce(ledger, DvpModel.NET_BOTH);
        ledger.affirmed(0, trade(200_000_000));
        Cycles.cutOff(ledger, today);
        Consortium.done(ledger.as(NORTH, new Command.NetCycle(today)));
        return ledger.as(NORTH, new Command.SettleCycle(today, carry));
    }

    private static void risk(Map<ResultCode, Function<Consortium, Outcome>> ways) {
        RiskCommand pledge = new RiskCommand.Pledge("P1", HOUSE, "HKD", 1);
        ways.put(ResultCode.NO_SUCH_RULE, l -> l.as(NORTH, pledge));
        ways.put(ResultCode.MEMBER_IN_DEFAULT, l -> {
            Market market = Market.open();
            market.declared(SOUTH);
            return market.ledger().as(SOUTH, pledge);
        });
        ways.put(
                ResultCode.VALUATION_SUPERSEDED,
                l -> Market.open()
                        .priced()
                        .ledger()
                        .as(BANK, new RiskCommand.AttestPrice("USD", TODAY.minusDays(1), 0, Market.USD_PRICE)));
        ways.put(ResultCode.NO_FRESH_VALUATION, l -> {
            Market market = Market.open();
            PageId page = market.affirmed(NORTH, SOUTH, 0, Trades.dvp("T1", 1, 1));
            market.declared(SOUTH);
            return market.closeOut(SOUTH, page);
        });
        ways.put(ResultCode.DEFAULT_NOT_FOUND, l -> Market.open().waterfall(SOUTH));
        ways.put(ResultCode.DEFAULT_NOT_DECLARED, l -> {
            Market market = Market.open();
            market.ledger().as(BANK, new RiskCommand.DeclareDefault(SOUTH, 1, "did not pay"));
            return market.waterfall(SOUTH);
        });
        ways.put(ResultCode.DEFAULT_LIFTED, l -> {
            Market market = Market.open();
            market.declared(SOUTH);
            market.ledger().as(NORTH, new RiskCommand.LiftDefault(SOUTH, 1, "declared wrongly"));
            market.ledger().as(BANK, new RiskCommand.LiftDefault(SOUTH, 1, "declared wrongly"));
            return market.waterfall(SOUTH);
        });
        ways.put(ResultCode.DEFAULT_NOT_CURED, l -> {
            Market market = Market.open();
            PageId page = market.affirmed(SOUTH, NORTH, 0, Trades.payment("T1", 1));
            market.declared(SOUTH);
            market.closeOut(SOUTH, page);
            return market.ledger().as(NORTH, new RiskCommand.LiftDefault(SOUTH, 1, "declared wrongly"));
        });
        ways.put(
                ResultCode.PLEDGE_EXCEEDED,
                l -> Market.open().ledger().as(NORTH, new RiskCommand.Release("P1", HOUSE, "HKD", 1)));
        ways.put(ResultCode.COVER_NEEDED, l -> {
            Market market = Market.open().priced().pledged(SOUTH, "HKD", 500);
            market.ledger().settle(market.affirmed(SOUTH, NORTH, 0, Trades.payment("T1", 100_000_000)));
            return market.ledger().as(SOUTH, new RiskCommand.Release("P1", HOUSE, "HKD", 1));
        });
        ways.put(
                ResultCode.BELOW_RESERVE_TARGET,
                l -> Market.open().reserved().ledger().as(NORTH, new RiskCommand.TakeBack("C1", false, 1)));
    }

    private static Trade trade(long cents) {
        return Trades.payment("P" + cents, cents);
    }

    private static Outcome propose(Consortium ledger, PageId page) {
        return propose(ledger, Command.PageSelection.all(page));
    }

    private static Outcome propose(Consortium ledger, Command.PageSelection selection) {
        return ledger.as(NORTH, new Command.SettleSet(HK, List.of(selection)));
    }

    private static Command deposit(String reference, String member, String asset, long amount) {
        return new Command.Deposit(reference, member, HOUSE, asset, amount, TODAY);
    }

    private static Command constitute(int version, List<Asset> assets) {
        return new Command.Constitute(new Constitution(version, SAMPLE.lanes(), assets, SAMPLE.members()));
    }

    private static Trade payment(int asset, long amount) {
        return Trades.base(TradeKind.PAYMENT, "T1", Leg.plain(asset, amount), Optional.empty());
    }

    private static Outcome record(Consortium ledger, Trade... trades) {
        return ledger.as(NORTH, Consortium.recordCommand(PAGE, trades));
    }

    private static Outcome twice(Consortium ledger, String member, Command command) {
        Consortium.done(ledger.as(member, command));
        return ledger.as(member, command);
    }

    private static byte[] patched(byte[] bytes, int at, int value) {
        byte[] copy = bytes.clone();
        copy[at] = (byte) value;
        return copy;
    }
}
