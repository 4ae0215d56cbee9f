package clearing.kernel;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.HOUSE;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.Consortium.STRANGER;
import static clearing.kernel.Consortium.TODAY;
import static clearing.kernel.Consortium.WATCH;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.asset.Asset;
import clearing.kernel.asset.AssetKind;
import clearing.kernel.calendar.CycleId;
import clearing.kernel.codec.Blob;
import clearing.kernel.codec.Bytes;
import clearing.kernel.command.Command;
import clearing.kernel.command.QueueCommand;
import clearing.kernel.command.ReconcileCommand;
import clearing.kernel.command.RevenueCommand;
import clearing.kernel.command.RiskCommand;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.cycle.Cycles;
import clearing.kernel.defaults.Market;
import clearing.kernel.period.Adjustments;
import clearing.kernel.queue.QueueControl;
import clearing.kernel.reconcile.Hand;
import clearing.kernel.reconcile.ReconcileSamples;
import clearing.kernel.reconcile.SharedBreaks;
import clearing.kernel.revenue.Partners;
import clearing.kernel.revenue.fact.Shared;
import clearing.kernel.revenue.terms.Changeover;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.rulebook.DvpModel;
import clearing.kernel.rulebook.PeriodRule;
import clearing.kernel.rulebook.Rules;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Selection;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may do what: every command by every role and every institution. What is not allowed is refused and leaves no trace. */
class RoleMatrixTest {
    private static final List<String> EVERYONE = List.of(NORTH, SOUTH, BANK, WATCH, STRANGER);

    private final Consortium ledger =
            Consortium.funded(Rules.constitution(1, List.of(new PeriodRule(Consortium.HK, 1))));
    private final Map<Command, Rule> rules = rules();

    /** @param members those whose command would be done */
    private record Rule(Role role, Set<String> members, Optional<Consortium> elsewhere) {
        Rule(Role role, Set<String> members) {
            this(role, members, Optional.empty());
        }
    }

    @Test
    void the_matrix_has_every_command() {
        assertThat(rules.keySet().stream().map(Object::getClass).distinct())
                .containsExactlyInAnyOrderElementsOf(kinds(Command.class).toList());
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
        return type.isInterface()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(RoleMatrixTest::kinds)
                : Stream.of(type);
    }

    @Test
    void only_the_right_role_of_the_right_institution_gets_a_command_done() {
        rules.forEach((command, rule) -> {
            for (String member : EVERYONE) {
                for (Role role : Role.values()) {
                    ResultCode code = attempt(Consortium.person(member, "somebody", EnumSet.of(role)), command);
                    boolean allowed = role == rule.role() && rule.members().contains(member);
                    assertThat(code.accepted())
                            .as("%s as %s of %s: %s", command.getClass().getSimpleName(), role, member, code)
                            .isEqualTo(allowed);
                }
            }
        });
    }

    @Test
    void no_role_and_all_other_roles_together_are_not_enough() {
        rules.forEach((command, rule) -> {
            for (String member : rule.members()) {
                Set<Role> others = EnumSet.complementOf(EnumSet.of(rule.role()));
                assertThat(attempt(Consortium.person(member, "somebody", others), command))
                        .isEqualTo(ResultCode.ROLE_MISSING);
                assertThat(attempt(new Caller(member, Set.of()), command)).isEqualTo(ResultCode.ROLE_MISSING);
            }
        });
    }

    @Test
    void a_stranger_is_told_that_it_is_not_a_member() {
        for (Command command : rules.keySet()) {
            assertThat(attempt(Consortium.caller(STRANGER), command)).isEqualTo(ResultCode.UNKNOWN_MEMBER);
        }
    }

    private ResultCode attempt(Caller caller, Command command) {
        Consortium on = rules.get(command).elsewhere().orElse(ledger);
        Transition transition = on.attempt(caller, Batch.of(command));
        ResultCode code = transition.outcomes().getFirst().code();
        if (!code.accepted()) {
            assertThat(transition.writes()).isEmpty();
            assertThat(transition.effects()).isEmpty();
        }
        return code;
    }

    private Map<Command, Rule> rules() {
        PageId recorded = ledger.record(0, Trades.payment("T1", 1));
        PageId affirmed = ledger.affirmed(1, Trades.payment("T2", 200_000_000));
        PageId covered = ledger.affirmed(3, Trades.payment("T4", 7));
        Consortium.done(ledger.as(NORTH, new Command.RequestWithdrawal("W1", HOUSE, "HKD", 5, TODAY)));
        prepareTradeLife();
        CycleId due = cycles(ledger);
        PageId ofFunds = Cycles.record(ledger, Consortium.NY, NORTH, SOUTH, 9, Cycles.payment(Consortium.EUR, "T9", 5));
        Constitution next = nextConstitution(ledger);
        Consortium.done(ledger.as(BANK, new Command.Constitute(next)));
        ledger.later(Duration.ofDays(1));
        Set<String> acting = Set.of(NORTH, SOUTH, BANK);

        Map<Command, Rule> all = new LinkedHashMap<>();
        all.put(new Command.Constitute(next), new Rule(Role.ADMIN, acting));
        all.put(new Command.Ratify(3, Bytes.sha256(next.encode())), new Rule(Role.ADMIN, acting));
        all.put(new Command.Deposit("D1", NORTH, HOUSE, "HKD", 1, TODAY), new Rule(Role.TREASURER, Set.of(BANK)));
        all.put(
                new Command.RequestWithdrawal("W2", HOUSE, "HKD", 5, TODAY),
                new Rule(Role.TREASURER, Set.of(NORTH, SOUTH)));
        all.put(new Command.AttestWithdrawal(NORTH, "W1", true), new Rule(Role.TREASURER, Set.of(BANK)));
        all.put(
                Consortium.recordCommand(Consortium.page(2), Trades.payment("T3", 1)),
                new Rule(Role.TRADER, Set.of(NORTH)));
        all.put(ledger.affirm(recorded), new Rule(Role.TRADER, Set.of(SOUTH)));
        all.put(ledger.reject(recorded), new Rule(Role.TRADER, Set.of(SOUTH)));
        all.put(new Command.RequestCancel(recorded, Selection.all()), new Rule(Role.TRADER, Set.of(NORTH, SOUTH)));
        all.put(Consortium.round(affirmed), new Rule(Role.AGENT, acting));
        all.put(new Command.FailOverdue(Consortium.HK, Consortium.wholePages(affirmed)), new Rule(Role.AGENT, acting));
        all.put(new Command.Offset(Consortium.HK, Consortium.wholePages(affirmed)), new Rule(Role.AGENT, acting));
        all.put(new Command.SettleSet(Consortium.HK, Consortium.wholePages(covered)), new Rule(Role.AGENT, acting));
        all.put(new Command.SettleRound(Consortium.HK, List.of(covered)), new Rule(Role.AGENT, acting));
        tradeLife(recorded, affirmed, acting, all);
        all.put(
                new QueueCommand.Control(recorded, Selection.all(), new QueueControl.Hold(true)),
                new Rule(Role.TRADER, Set.of(NORTH)));
        all.put(new QueueCommand.Enlist(Consortium.HK, List.of(affirmed)), new Rule(Role.AGENT, Set.of(NORTH, SOUTH)));
        all.put(new Command.CutOff(before(due, 3)), new Rule(Role.AGENT, acting));
        all.put(new Command.NetCycle(before(due, 2)), new Rule(Role.AGENT, acting));
        all.put(new Command.SettleCycle(before(due, 1), false), new Rule(Role.AGENT, acting));
        all.put(new Command.CloseCycle(due, List.of(recorded)), new Rule(Role.AGENT, acting));
        all.put(new Command.Deliver(Consortium.NY, Consortium.wholePages(ofFunds)), new Rule(Role.AGENT, acting));
        risk(all);
        facts(all);
        agreements(all);
        sharedBreaks(all);
        return all;
    }

    private void prepareTradeLife() {
        Consortium.done(ledger.as(SOUTH, new Command.Instruct(TradeLifeSamples.instructions(0))));
        Consortium.done(ledger.as(NORTH, hold("H1", Duration.ofDays(2))));
        Consortium.done(ledger.as(NORTH, hold("H2", Duration.ofHours(1))));
        Consortium.done(ledger.as(BANK, new Command.ClosePeriod(Consortium.HK, TODAY.minusDays(5))));
    }

    private static void tradeLife(PageId recorded, PageId affirmed, Set<String> acting, Map<Command, Rule> all) {
        PageId own = TradeLifeSamples.INSTRUCTIONS;
        all.put(new Command.Instruct(TradeLifeSamples.instructions(1)), new Rule(Role.TRADER, Set.of(SOUTH)));
        all.put(
                new Command.Match(recorded, own, List.of(new Command.Pair(0, 0))),
                new Rule(Role.TRADER, Set.of(NORTH, SOUTH)));
        all.put(new Command.WithdrawInstructions(own, Selection.all()), new Rule(Role.TRADER, Set.of(SOUTH)));
        all.put(
                new Command.PlaceHold("H3", HOUSE, "HKD", 5, BANK, HOUSE, Consortium.MORNING.plus(Duration.ofDays(2))),
                new Rule(Role.TREASURER, Set.of(NORTH, SOUTH)));
        all.put(new Command.PostHold(NORTH, "H1", 5), new Rule(Role.TREASURER, Set.of(SOUTH)));
        all.put(new Command.ReleaseHold(NORTH, "H2"), new Rule(Role.TREASURER, acting));
        Blob parts = TradeLifeSamples.page(Consortium.page(19), Trades.payment("T2", 200_000_000));
        all.put(new Command.Allocate(affirmed, 0, parts), new Rule(Role.TRADER, Set.of(NORTH)));
        all.put(new Command.ClosePeriod(Consortium.HK, TODAY.minusDays(1)), new Rule(Role.ADMIN, acting));
        Blob late = TradeLifeSamples.page(Consortium.page(10), Trades.payment("L1", 1));
        all.put(
                new Command.RecordLate(late, new Adjustments(TODAY.minusDays(5), "Late", List.of(Optional.empty()))),
                new Rule(Role.TRADER, Set.of(NORTH)));
    }

    private static Command hold(String reference, Duration time) {
        return new Command.PlaceHold(reference, HOUSE, "HKD", 5, SOUTH, HOUSE, Consortium.MORNING.plus(time));
    }

    /** On a ledger with rules of collateral and default, and on one where the south is in default. */
    private static void risk(Map<Command, Rule> all) {
        Market market =
                Market.open().priced().reserved().pledged(NORTH, "HKD", 5).contributed(NORTH, false, 5);
        Consortium.done(market.ledger().as(NORTH, new RiskCommand.DeclareDefault(SOUTH, 1, "did not pay")));
        Optional<Consortium> on = Optional.of(market.ledger());
        Set<String> acting = Set.of(NORTH, SOUTH, BANK);
        all.put(new RiskCommand.Pledge("P1", HOUSE, "HKD", 1), new Rule(Role.TREASURER, acting, on));
        all.put(new RiskCommand.Release("P2", HOUSE, "HKD", 1), new Rule(Role.TREASURER, Set.of(NORTH), on));
        all.put(
                new RiskCommand.AttestPrice(Consortium.SHARE_CODE, TODAY, 1, Market.SHARE_PRICE),
                new Rule(Role.TREASURER, Set.of(BANK), on));
        all.put(new RiskCommand.Contribute("C1", false, 1), new Rule(Role.TREASURER, acting, on));
        all.put(new RiskCommand.TakeBack("C2", false, 1), new Rule(Role.TREASURER, Set.of(NORTH), on));
        all.put(new RiskCommand.DeclareDefault(SOUTH, 1, "did not pay"), new Rule(Role.ADMIN, Set.of(NORTH, BANK), on));
        all.put(
                new RiskCommand.ApproveDefault(SOUTH, 1, market.stored(SOUTH).hash()),
                new Rule(Role.ADMIN, Set.of(NORTH, BANK), on));

        Market wrong = Market.open().priced();
        wrong.declared(SOUTH);
        all.put(
                new RiskCommand.LiftDefault(SOUTH, 1, "declared wrongly"),
                new Rule(Role.ADMIN, Set.of(NORTH, BANK), Optional.of(wrong.ledger())));

        Market frozen = Market.open().priced().reserved();
        PageId open = frozen.affirmed(NORTH, SOUTH, 0, Trades.payment("T1", 1));
        PageId closed = frozen.affirmed(SOUTH, NORTH, 0, Trades.payment("T2", 5));
        frozen.declared(SOUTH);
        Consortium.done(frozen.closeOut(SOUTH, closed));
        Optional<Consortium> there = Optional.of(frozen.ledger());
        all.put(new RiskCommand.CloseOut(SOUTH, 1, List.of(open)), new Rule(Role.AGENT, Set.of(NORTH, BANK), there));
        all.put(new RiskCommand.RunWaterfall(SOUTH, 1), new Rule(Role.AGENT, Set.of(NORTH, BANK), there));
    }

    private static void facts(Map<Command, Rule> all) {
        Shared shared = Shared.open();
        Consortium.done(shared.commission(Shared.JANUARY, 0, 5));
        Consortium.done(shared.report(Shared.JANUARY, Shared.fact(Shared.CALLS, 0, 0, 1)));
        Optional<Consortium> on = Optional.of(shared.ledger());
        all.put(
                Shared.reporting(Shared.JANUARY, Shared.fact(Shared.CALLS, 1, 0, 1)),
                new Rule(Role.TRADER, Set.of(SOUTH), on));
        all.put(
                new RevenueCommand.SealFacts(Shared.ID, Shared.JANUARY, Shared.CALLS, 1),
                new Rule(Role.TRADER, Set.of(SOUTH), on));
        all.put(shared.attesting(Shared.COMMISSION), new Rule(Role.TRADER, Set.of(SOUTH), on));
        all.put(shared.challenging(Shared.COMMISSION, "no"), new Rule(Role.TRADER, Set.of(SOUTH, BANK), on));
        all.put(Shared.withdrawing(Shared.COMMISSION), new Rule(Role.TRADER, Set.of(NORTH, SOUTH, BANK), on));
    }

    /** An agreement of the north and the south whose escrow the bank keeps, before a run, after a disputed one, and after one that is paid. */
    private static void agreements(Map<Command, Rule> all) {
        Set<String> bound = Set.of(NORTH, SOUTH, BANK);
        Set<String> parties = Set.of(NORTH, SOUTH);
        Terms next = Partners.terms(2, Partners.JUNE, 400_000, Changeover.AT_PERIOD);
        Partners partners = calculable();
        Consortium.done(partners.propose(NORTH, next));
        Optional<Consortium> before = Optional.of(partners.ledger());
        all.put(new RevenueCommand.ProposeTerms(Blob.of(next.encode())), new Rule(Role.ADMIN, bound, before));
        all.put(
                new RevenueCommand.SignTerms(Partners.ID, 2, Blob.of(Bytes.sha256(next.encode()))),
                new Rule(Role.ADMIN, bound, before));
        all.put(
                new RevenueCommand.DisputeLine(Partners.ID, Partners.MARCH, "TECH", "no"),
                new Rule(Role.TRADER, parties, before));
        all.put(new RevenueCommand.RunRevenue(Partners.ID, Partners.MARCH), new Rule(Role.AGENT, bound, before));

        Partners disputed = calculable();
        Consortium.done(disputed.as(SOUTH, new RevenueCommand.DisputeLine(Partners.ID, Partners.MARCH, "TECH", "no")));
        Consortium.done(disputed.run(Partners.MARCH));
        disputed.settle();
        all.put(
                new RevenueCommand.ResolveDispute(
                        Partners.ID, Partners.MARCH, "TECH", List.of(new RevenueCommand.Portion(SOUTH, 33_333))),
                new Rule(Role.ADMIN, parties, Optional.of(disputed.ledger())));

        Partners paid = calculable();
        Consortium.done(paid.run(Partners.MARCH));
        paid.settle().on(LocalDate.of(2026, 4, 30));
        Optional<Consortium> after = Optional.of(paid.ledger());
        all.put(new RevenueCommand.ReleaseReserve(Partners.ID), new Rule(Role.AGENT, bound, after));
        all.put(
                new RevenueCommand.DrawReserve(Partners.ID, 1, NORTH, 1_000, "refunds"),
                new Rule(Role.ADMIN, parties, after));
    }

    /** A break of the north's with the south: answered and late, and one whose resolution both makers have signed. */
    private static void sharedBreaks(Map<Command, Rule> all) {
        SharedBreaks late = SharedBreaks.opened();
        Consortium.done(late.answer());
        late.ledger().later(Duration.ofDays(40));
        Optional<Consortium> on = Optional.of(late.ledger());
        Set<String> parties = Set.of(NORTH, SOUTH);
        Set<String> acting = Set.of(NORTH, SOUTH, BANK);
        all.put(SharedBreaks.opening("B-2", late.ledger().now()), new Rule(Role.MAKER, Set.of(NORTH, BANK), on));
        all.put(SharedBreaks.commenting("more"), new Rule(Role.MAKER, parties, on));
        all.put(SharedBreaks.proposing(1, SharedBreaks.NO_FAULT), new Rule(Role.MAKER, parties, on));
        all.put(new ReconcileCommand.EscalateBreak(SharedBreaks.ID, ""), new Rule(Role.MAKER, parties, on));
        all.put(new ReconcileCommand.WithdrawBreak(SharedBreaks.ID, ""), new Rule(Role.CHECKER, Set.of(NORTH), on));
        SharedBreaks open = SharedBreaks.opened();
        all.put(
                SharedBreaks.answering(SharedBreaks.ID, "south"),
                new Rule(Role.MAKER, Set.of(SOUTH), Optional.of(open.ledger())));
        SharedBreaks made = SharedBreaks.opened();
        Consortium.done(made.propose(1, SharedBreaks.NO_FAULT));
        Optional<Consortium> unsigned = Optional.of(made.ledger());
        all.put(
                SharedBreaks.signing(1, SharedBreaks.NO_FAULT, Hand.CHECKER),
                new Rule(Role.CHECKER, Set.of(NORTH), unsigned));
        all.put(SharedBreaks.signing(1, SharedBreaks.NO_FAULT, Hand.MAKER), new Rule(Role.MAKER, parties, unsigned));
        all.put(ReconcileSamples.anchoring(TODAY, 0, ""), new Rule(Role.AGENT, acting, unsigned));
    }

    private static Partners calculable() {
        return new Partners()
                .agree(Partners.terms())
                .on(LocalDate.of(2026, 4, 3))
                .facts(Partners.MARCH, 100_000, 0);
    }

    /** Cycles of each state in the other lane; the one that is done. */
    private static CycleId cycles(Consortium ledger) {
        ledger.found(Cycles.constitution(
                2,
                new PeriodRule(Consortium.HK, 1),
                Cycles.calendar(),
                Cycles.terms(Consortium.NY, List.of("EUR"), DvpModel.NET_FUNDS)));
        CycleId due = new CycleId(Consortium.NY, TODAY.minusDays(4), 0);
        for (CycleId cycle : List.of(before(due, 2), before(due, 1), due)) {
            Consortium.done(ledger.as(BANK, new Command.CutOff(cycle)));
        }
        ledger.as(BANK, new Command.NetCycle(before(due, 1)));
        ledger.as(BANK, new Command.NetCycle(due));
        ledger.as(BANK, new Command.SettleCycle(due, false));
        return due;
    }

    private static CycleId before(CycleId cycle, int days) {
        return new CycleId(cycle.lane(), cycle.date().minusDays(days), cycle.number());
    }

    private static Constitution nextConstitution(Consortium ledger) {
        Constitution sample =
                Constitution.decode(ledger.state().get(Keys.CONSTITUTION).orElseThrow());
        List<Asset> more = new ArrayList<>(sample.assets());
        more.add(new Asset("JPY", AssetKind.CASH, 0, BANK, Consortium.HK));
        return new Constitution(3, sample.lanes(), more, sample.members(), sample.rules());
    }
}
