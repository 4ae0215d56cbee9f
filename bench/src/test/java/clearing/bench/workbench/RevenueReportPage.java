package clearing.bench.workbench;

import clearing.client.revenue.explain.Visibility;
import clearing.client.revenue.report.AgreementLog;
import clearing.client.revenue.report.Quarter;
import clearing.client.revenue.report.ReportFormat;
import clearing.client.revenue.report.ReportMaker;
import clearing.kernel.RevenueEffect;
import clearing.kernel.codec.Blob;
import clearing.kernel.codec.Bytes;
import clearing.kernel.revenue.calculation.PeriodCalculation;
import clearing.kernel.revenue.exact.Apportionment;
import clearing.kernel.revenue.exact.Fraction;
import clearing.kernel.revenue.run.Statement;
import clearing.kernel.revenue.terms.Aggregation;
import clearing.kernel.revenue.terms.Changeover;
import clearing.kernel.revenue.terms.Clause;
import clearing.kernel.revenue.terms.Cycle;
import clearing.kernel.revenue.terms.Measure;
import clearing.kernel.revenue.terms.Party;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.revenue.terms.Unit;
import clearing.kernel.revenue.terms.View;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A report as the service makes it, of a month in which two parties share a fee. */
final class RevenueReportPage {
    private static final String COLLECTOR = "HarbourBrokers";
    private static final String PARTNER = "LotusBank";

    private RevenueReportPage() {}

    static String html() {
        Instant at = Instant.parse("2026-12-03T08:00:00Z");
        AgreementLog log = new AgreementLog("ADVISE");
        log.take(new RevenueEffect.TermsSigned("ADVISE", terms(), PARTNER, true), at, "t-1", 1);
        log.take(new RevenueEffect.Calculated("ADVISE", statement(at)), at, "t-2", 2);
        return new String(
                ReportMaker.make(
                                log.record().orElseThrow(),
                                new Quarter(2026, 4),
                                Visibility.all(COLLECTOR),
                                asset -> 2,
                                at)
                        .map(ReportFormat.HTML::write)
                        .orElseThrow(),
                StandardCharsets.UTF_8);
    }

    private static Terms terms() {
        return new Terms(
                "ADVISE",
                1,
                "Robo-adviser",
                "HKD",
                Cycle.MONTHLY,
                LocalDate.of(2026, 11, 1),
                Optional.empty(),
                Changeover.AT_PERIOD,
                List.of(new Party(COLLECTOR, "HOUSE", View.ALL), new Party(PARTNER, "HOUSE", View.ALL)),
                COLLECTOR,
                Optional.empty(),
                List.of(new Measure(
                        "fee",
                        "Management fee",
                        new Unit.Money("HKD"),
                        Aggregation.SUM,
                        false,
                        COLLECTOR,
                        List.of(),
                        0,
                        0,
                        1_000_000_00)),
                List.of("fee"),
                List.of(new Clause.Residual(
                        "REST",
                        "By agreed parts",
                        List.of(new Clause.Portion(COLLECTOR, 650_000), new Clause.Portion(PARTNER, 350_000)),
                        false)),
                Optional.empty(),
                3);
    }

    private static Statement statement(Instant at) {
        Terms terms = terms();
        Period period = new Period(Cycle.MONTHLY, LocalDate.of(2026, 11, 1));
        SortedMap<String, Fraction> values = new TreeMap<>();
        values.put("fee", Fraction.of(11_000_00));
        PeriodCalculation made = PeriodCalculation.of(
                List.of(new PeriodCalculation.Part(terms, period.days())), period, values, new TreeMap<>(), asset -> 2);
        List<Statement.Line> lines = new ArrayList<>();
        made.entitled()
                .forEach((member, places) -> lines.add(new Statement.Line(
                        member,
                        places,
                        java.math.BigInteger.ZERO,
                        0,
                        0,
                        places.divide(Apportionment.GRID).longValueExact(),
                        0,
                        0,
                        Optional.empty())));
        Blob hash = Blob.of(Bytes.sha256(terms.encode()));
        return new Statement(
                "ADVISE",
                period,
                "HKD",
                COLLECTOR,
                List.of(new Statement.InForce(1, period.days(), hash)),
                List.of(new Statement.Input("fee", 0, Fraction.of(11_000_00), 1, hash)),
                made.pool(),
                made.clauses(),
                List.of(),
                List.of(),
                lines,
                List.of(),
                COLLECTOR,
                at);
    }
}
