package clearing.settlement.ledger;

import clearing.kernel.codec.Blob;
import clearing.kernel.codec.Bytes;
import clearing.kernel.command.Command;
import clearing.kernel.command.RevenueCommand;
import clearing.kernel.command.RevenueCommand.FactReport;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Member;
import clearing.kernel.constitution.MemberRole;
import clearing.kernel.revenue.fact.FactPart;
import clearing.kernel.revenue.fact.SealedMeasure;
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
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Three days of revenue that Harbour collects and shares with Lotus, while Meridian keeps the escrow: the first is calculated; on the second a
 * line is disputed and a fact of the first is corrected; on the third a fact is challenged. Beside it stands an agreement that Harbour is no
 * party of, and one that it has not signed.
 */
public final class RevenueDay {
    public static final String AGREEMENT = "ADVISE";
    public static final String OF_OTHERS = "OTHERS";
    public static final String PROPOSED = "NEXT";
    public static final LocalDate FIRST = SimulatedChain.DAY;

    private static final String HARBOUR = SimulatedChain.HARBOUR;
    private static final String LOTUS = SimulatedChain.LOTUS;
    private static final String BANK = SimulatedChain.BANK;
    private static final long MOST = 1_000_000_000_000L;

    private final SimulatedChain chain;

    private RevenueDay(SimulatedChain chain) {
        this.chain = chain;
    }

    public static SimulatedChain chain() {
        SimulatedChain chain = SimulatedChain.day(1, 3);
        new RevenueDay(chain).run();
        return chain;
    }

    private void run() {
        escrow();
        Terms terms = terms(AGREEMENT, HARBOUR, LOTUS, View.OWN);
        sign(terms, HARBOUR, LOTUS, BANK);
        sign(terms(OF_OTHERS, LOTUS, BANK, View.ALL), LOTUS, BANK);
        sign(terms(PROPOSED, LOTUS, HARBOUR, View.OWN), LOTUS);

        chain.pause(Duration.ofDays(1));
        facts(FIRST, 0, 10_000_00, 1_000_001);
        attest(FIRST);
        submit(BANK, new RevenueCommand.RunRevenue(AGREEMENT, FIRST));

        chain.pause(Duration.ofDays(1));
        LocalDate second = FIRST.plusDays(1);
        facts(second, 0, 7_777_77, 12);
        attest(second);
        submit(LOTUS, new RevenueCommand.DisputeLine(AGREEMENT, second, "FEE-SHARE", "the meter stood still"));
        submit(HARBOUR, report(FIRST, "fee", 1, 11_000_00));
        submit(LOTUS, new RevenueCommand.AttestFacts(AGREEMENT, FIRST, "fee", content(FIRST, "fee")));
        submit(HARBOUR, new RevenueCommand.RunRevenue(AGREEMENT, second));

        LocalDate third = FIRST.plusDays(2);
        chain.pause(Duration.ofDays(1));
        facts(third, 0, 5_00, 3);
        submit(LOTUS, new RevenueCommand.ChallengeFacts(AGREEMENT, third, "fee", content(third, "fee"), "too low"));
    }

    private void submit(String member, Command command) {
        chain.submit(member, command);
        chain.seal();
    }

    private void escrow() {
        Constitution frame = chain.constitution();
        List<Member> members = frame.members().stream()
                .map(m -> m.id().equals(BANK)
                        ? new Member(BANK, m.name(), List.of(MemberRole.BANK), List.of("HOUSE", "ESCROW"))
                        : m)
                .toList();
        Constitution next = new Constitution(
                frame.version() + 1,
                frame.lanes(),
                frame.assets(),
                members,
                new Rulebook(List.of(new EscrowRule(BANK, "ESCROW"))));
        submit(HARBOUR, new Command.Constitute(next));
        for (String member : List.of(LOTUS, BANK)) {
            submit(member, new Command.Ratify(next.version(), Bytes.sha256(next.encode())));
        }
    }

    /** The collector gives the partner 30 % of the fee, 5 points more above a million users, less a reserve of 5 %. */
    private static Terms terms(String id, String collector, String partner, View view) {
        boolean kept = id.equals(AGREEMENT);
        return new Terms(
                id,
                1,
                "Robo-adviser",
                "HKD",
                Cycle.DAILY,
                FIRST,
                Optional.empty(),
                Changeover.AT_PERIOD,
                List.of(new Party(collector, "HOUSE", View.ALL), new Party(partner, "HOUSE", view)),
                collector,
                kept ? Optional.of(new Escrow(BANK, "ESCROW")) : Optional.empty(),
                List.of(
                        measure("fee", "Management fee", new Unit.Money("HKD"), collector, partner),
                        measure("users", "Users", new Unit.Count("users"), partner, collector)),
                List.of("fee"),
                List.of(
                        new Clause.Share(
                                "FEE-SHARE",
                                "Share of the management fee",
                                partner,
                                new Base.OfMeasure("fee"),
                                new Rate(300_000, List.of(new RateChange.Step("users", 1_000_000, 50_000))),
                                Limits.NONE),
                        new Clause.Residual(
                                "REST", "The rest", List.of(new Clause.Portion(collector, 1_000_000)), false)),
                kept ? Optional.of(new Reserve(50_000, List.of(partner), 1, 2)) : Optional.empty(),
                3);
    }

    private static Measure measure(String name, String label, Unit unit, String reporter, String attester) {
        return new Measure(name, label, unit, Aggregation.SUM, false, reporter, List.of(attester), 5, 0, MOST);
    }

    private void sign(Terms terms, String... members) {
        byte[] encoded = terms.encode();
        submit(members[0], new RevenueCommand.ProposeTerms(Blob.of(encoded)));
        for (String member : List.of(members).subList(1, members.length)) {
            submit(member, new RevenueCommand.SignTerms(terms.agreement(), 1, Blob.of(Bytes.sha256(encoded))));
        }
    }

    private void facts(LocalDate period, int revision, long fee, long users) {
        submit(HARBOUR, report(period, "fee", revision, fee));
        submit(LOTUS, report(period, "users", revision, users));
    }

    private static RevenueCommand.ReportFacts report(LocalDate period, String measure, int revision, long value) {
        return new RevenueCommand.ReportFacts(
                AGREEMENT, period, List.of(new FactReport(measure, 0, revision, value, 1, FactPart.NOTHING)));
    }

    private void attest(LocalDate period) {
        submit(LOTUS, new RevenueCommand.AttestFacts(AGREEMENT, period, "fee", content(period, "fee")));
        submit(HARBOUR, new RevenueCommand.AttestFacts(AGREEMENT, period, "users", content(period, "users")));
    }

    private Blob content(LocalDate period, String measure) {
        return chain.value(Keys.measure(AGREEMENT, period, measure))
                .map(SealedMeasure::decode)
                .orElseThrow()
                .content();
    }
}
