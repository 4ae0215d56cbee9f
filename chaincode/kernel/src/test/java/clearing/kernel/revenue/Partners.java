package clearing.kernel.revenue;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;

import clearing.kernel.Batch;
import clearing.kernel.Consortium;
import clearing.kernel.Effect;
import clearing.kernel.Outcome;
import clearing.kernel.Transition;
import clearing.kernel.codec.Blob;
import clearing.kernel.command.Command;
import clearing.kernel.command.RevenueCommand;
import clearing.kernel.command.RevenueCommand.FactReport;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Member;
import clearing.kernel.constitution.MemberRole;
import clearing.kernel.revenue.agreement.AgreementCommands;
import clearing.kernel.revenue.fact.FactPart;
import clearing.kernel.revenue.fact.SealedMeasure;
import clearing.kernel.revenue.run.EscrowBook;
import clearing.kernel.revenue.run.Statement;
import clearing.kernel.revenue.terms.Aggregation;
import clearing.kernel.revenue.terms.Base;
import clearing.kernel.revenue.terms.Changeover;
import clearing.kernel.revenue.terms.Clause;
import clearing.kernel.revenue.terms.Cycle;
import clearing.kernel.revenue.terms.Escrow;
import clearing.kernel.revenue.terms.Limits;
import clearing.kernel.revenue.terms.Measure;
import clearing.kernel.revenue.terms.Party;
import clearing.kernel.revenue.terms.Rate;
import clearing.kernel.revenue.terms.RateChange;
import clearing.kernel.revenue.terms.Reserve;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.revenue.terms.Unit;
import clearing.kernel.revenue.terms.View;
import clearing.kernel.rulebook.EscrowRule;
import clearing.kernel.rulebook.Rulebook;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.PageId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * North brings the platform and collects, South runs the adviser, and the bank keeps what is in escrow: a ledger with an agreement of theirs,
 * and the commands of its life.
 */
public final class Partners {
    public static final String ID = "ROBO-1";
    public static final LocalDate MARCH = LocalDate.of(2026, 3, 1);
    public static final LocalDate APRIL = LocalDate.of(2026, 4, 1);
    public static final LocalDate MAY = LocalDate.of(2026, 5, 1);
    public static final LocalDate JUNE = LocalDate.of(2026, 6, 1);

    private final Consortium ledger = Consortium.funded(frame());
    private final SortedSet<PageId> pages = new TreeSet<>();

    private static Constitution frame() {
        Constitution plain = Consortium.constitution();
        List<Member> members = new ArrayList<>(plain.members());
        members.set(
                2,
                new Member(
                        BANK,
                        "Harbour Bank",
                        List.of(MemberRole.BANK, MemberRole.CUSTODIAN),
                        List.of("HOUSE", "ESCROW")));
        return new Constitution(
                1, plain.lanes(), plain.assets(), members, new Rulebook(List.of(new EscrowRule(BANK, "ESCROW"))));
    }

    /** A third of the fees to South, five points more above 1,000 users; 5 % of its share withheld for a month; North keeps the rest. */
    public static Terms terms() {
        return terms(1, MARCH, 333_333, Changeover.AT_PERIOD);
    }

    public static Terms terms(int version, LocalDate from, long rate, Changeover changeover) {
        return new Terms(
                ID,
                version,
                "Robo-adviser",
                "HKD",
                Cycle.MONTHLY,
                from,
                Optional.empty(),
                changeover,
                List.of(new Party(NORTH, "HOUSE", View.ALL), new Party(SOUTH, "HOUSE", View.ALL)),
                NORTH,
                Optional.of(new Escrow(BANK, "ESCROW")),
                List.of(
                        new Measure(
                                "fees",
                                "Management fees",
                                new Unit.Money("HKD"),
                                Aggregation.SUM,
                                true,
                                NORTH,
                                List.of(SOUTH),
                                5,
                                0,
                                1_000_000_000),
                        new Measure(
                                "users",
                                "Users",
                                new Unit.Count("users"),
                                Aggregation.LAST,
                                false,
                                SOUTH,
                                List.of(NORTH),
                                5,
                                0,
                                10_000_000)),
                List.of("fees"),
                List.of(
                        new Clause.Share(
                                "TECH",
                                "Tech partner",
                                SOUTH,
                                new Base.Pool(),
                                new Rate(rate, List.of(new RateChange.Step("users", 1_000, 50_000))),
                                Limits.NONE),
                        new Clause.Residual(
                                "REST", "The platform", List.of(new Clause.Portion(NORTH, 1_000_000)), false)),
                Optional.of(new Reserve(50_000, List.of(SOUTH), 1, 2)),
                12);
    }

    public Consortium ledger() {
        return ledger;
    }

    /** Noon in Hong Kong on a day. */
    public Partners on(LocalDate day) {
        ledger.at(Instant.from(day.atTime(LocalTime.of(4, 0)).atOffset(ZoneOffset.UTC)));
        return this;
    }

    public Outcome as(String member, Command command) {
        Transition transition = ledger.apply(Consortium.caller(member), Batch.of(command));
        transition.effects().forEach(effect -> {
            if (effect instanceof Effect.TradeRecorded recorded) {
                pages.add(recorded.id().page());
            }
        });
        return transition.outcomes().getFirst();
    }

    public Outcome propose(String member, Terms terms) {
        return as(member, new RevenueCommand.ProposeTerms(Blob.of(terms.encode())));
    }

    public Outcome sign(String member, Terms terms) {
        return as(member, new RevenueCommand.SignTerms(ID, terms.version(), AgreementCommands.hash(terms)));
    }

    /** All three sign. */
    public Partners agree(Terms terms) {
        Consortium.done(propose(NORTH, terms));
        Consortium.done(sign(SOUTH, terms));
        Consortium.done(sign(BANK, terms));
        return this;
    }

    public Outcome report(String member, LocalDate period, String measure, int part, int revision, long value) {
        return as(
                member,
                new RevenueCommand.ReportFacts(
                        ID, period, List.of(new FactReport(measure, part, revision, value, 1, FactPart.NOTHING))));
    }

    public SealedMeasure sealed(LocalDate period, String measure) {
        return SealedMeasure.decode(
                ledger.state().get(Keys.measure(ID, period, measure)).orElseThrow());
    }

    public Outcome attest(String member, LocalDate period, String measure) {
        return as(
                member,
                new RevenueCommand.AttestFacts(
                        ID, period, measure, sealed(period, measure).content()));
    }

    /** Both measures, reported, sealed and attested. */
    public Partners facts(LocalDate period, long fees, long users) {
        Consortium.done(report(NORTH, period, "fees", 0, 0, fees));
        Consortium.done(as(NORTH, new RevenueCommand.SealFacts(ID, period, "fees", 1)));
        Consortium.done(report(SOUTH, period, "users", 0, 0, users));
        Consortium.done(attest(SOUTH, period, "fees"));
        Consortium.done(attest(NORTH, period, "users"));
        return this;
    }

    public Outcome run(LocalDate period) {
        return as(NORTH, new RevenueCommand.RunRevenue(ID, period));
    }

    public Statement statement(LocalDate period) {
        return Statement.decode(
                ledger.state().get(Keys.revenueStatement(ID, period)).orElseThrow());
    }

    public EscrowBook escrow() {
        return ledger.state().get(Keys.escrow(ID)).map(EscrowBook::decode).orElse(new EscrowBook(0, List.of()));
    }

    /** A round over all payments so far. */
    public Partners settle() {
        as(NORTH, new Command.SettleRound(Consortium.HK, List.copyOf(pages)));
        return this;
    }

    public long inEscrow() {
        return ledger.balance(BANK).available(1, Consortium.HKD);
    }
}
