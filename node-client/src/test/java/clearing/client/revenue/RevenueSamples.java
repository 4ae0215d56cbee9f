package clearing.client.revenue;

import clearing.kernel.codec.Blob;
import clearing.kernel.codec.Bytes;
import clearing.kernel.revenue.calculation.Calculation;
import clearing.kernel.revenue.calculation.Calculator;
import clearing.kernel.revenue.calculation.ClauseResult;
import clearing.kernel.revenue.calculation.Scales;
import clearing.kernel.revenue.exact.Apportionment;
import clearing.kernel.revenue.exact.Fraction;
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
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.revenue.terms.Rate;
import clearing.kernel.revenue.terms.RateChange;
import clearing.kernel.revenue.terms.Reserve;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.revenue.terms.Unit;
import clearing.kernel.revenue.terms.View;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.TradeId;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** An agreement of a platform, its technology partner and a broker, and statements of it that were calculated by the kernel. */
public final class RevenueSamples {
    public static final String PLATFORM = "PLATF";
    public static final String TECH = "TECHP";
    public static final String BROKER = "BROKR";
    public static final String KEEPER = "CARRY";
    /** What a title may be: other letters, and what a careless program would take for a formula or for markup. */
    public static final String TITLE = "=1+1 \u6536\u5165\u5206\u6210 <b> \uD83D\uDCB0";

    public static final Scales SCALES = asset -> asset.equals("JPY") ? 0 : 2;

    private RevenueSamples() {}

    /** The terms: version 1 gives the technology partner 30 %, version 2 gives it 33 %. */
    public static Terms terms(int version) {
        return new Terms(
                "ADVISE",
                version,
                TITLE,
                "HKD",
                Cycle.MONTHLY,
                LocalDate.of(2026, version == 1 ? 10 : 11, version == 1 ? 1 : 16),
                Optional.empty(),
                Changeover.BY_DAYS,
                List.of(
                        new Party(PLATFORM, "OWN", View.ALL),
                        new Party(TECH, "OWN", View.OWN),
                        new Party(BROKER, "OWN", View.SHARES)),
                PLATFORM,
                Optional.of(new Escrow(KEEPER, "ESCROW")),
                List.of(
                        measure("conversions_b", "Conversions of the broker", new Unit.Count("conversions"), BROKER),
                        measure("conversions_t", "Conversions of the partner", new Unit.Count("conversions"), TECH),
                        measure("management_fee", "Management fee", new Unit.Money("HKD"), PLATFORM),
                        measure("rebates", "Rebates", new Unit.Money("HKD"), PLATFORM),
                        measure("users", "Users", new Unit.Count("users"), TECH)),
                List.of("management_fee"),
                List.of(
                        new Clause.Share(
                                "FEE-SHARE",
                                "Share of the management fee",
                                TECH,
                                new Base.OfMeasure("management_fee"),
                                new Rate(
                                        version == 1 ? 300_000 : 330_000,
                                        List.of(new RateChange.Step("users", 1_000_000, 50_000))),
                                Limits.NONE),
                        new Clause.Weights(
                                "SALES",
                                "By conversion",
                                new Base.Pool(),
                                new Rate(100_000, List.of()),
                                List.of(new Clause.Factor(
                                        "conversion",
                                        1_000_000,
                                        List.of(
                                                new Clause.Entry(TECH, "conversions_t"),
                                                new Clause.Entry(BROKER, "conversions_b"))))),
                        new Clause.Share(
                                "REBATE",
                                "Of the rebates",
                                BROKER,
                                new Base.OfMeasure("rebates"),
                                new Rate(500_000, List.of()),
                                Limits.NONE),
                        new Clause.Residual(
                                "REST", "The rest", List.of(new Clause.Portion(PLATFORM, 1_000_000)), false)),
                Optional.of(new Reserve(50_000, List.of(TECH), 6, 2)),
                3);
    }

    public static SortedMap<Integer, Terms> versions(int... versions) {
        SortedMap<Integer, Terms> map = new TreeMap<>();
        for (int version : versions) {
            map.put(version, terms(version));
        }
        return map;
    }

    private static Measure measure(String name, String label, Unit unit, String reporter) {
        return new Measure(name, label, unit, Aggregation.SUM, false, reporter, List.of(), 5, 0, Long.MAX_VALUE);
    }

    public static SortedMap<String, Fraction> values(long fee, long users) {
        SortedMap<String, Fraction> values = new TreeMap<>();
        values.put("conversions_b", Fraction.of(2));
        values.put("conversions_t", Fraction.of(1));
        values.put("management_fee", Fraction.of(fee));
        values.put("rebates", Fraction.of(700));
        values.put("users", Fraction.of(users));
        return values;
    }

    /** A month's statement: all of it by one version, or half its days by each of two. */
    public static Statement statement(LocalDate month, long fee, long users, int... versions) {
        return statement(month, values(fee, users), List.of(0L, 0L, 0L), List.of(), versions);
    }

    /** The same with true-ups and carries of before. */
    public static Statement statement(
            LocalDate month,
            SortedMap<String, Fraction> values,
            List<Long> carries,
            List<Statement.TrueUp> trueUps,
            int... versions) {
        Period period = new Period(Cycle.MONTHLY, month);
        List<ClauseResult> clauses = new ArrayList<>();
        List<Fraction> entitled = new ArrayList<>(List.of(Fraction.ZERO, Fraction.ZERO, Fraction.ZERO));
        List<Statement.InForce> inForce = new ArrayList<>();
        for (int version : versions) {
            int days = versions.length == 1 ? period.days() : version == 1 ? 15 : period.days() - 15;
            Terms terms = terms(version);
            inForce.add(new Statement.InForce(version, days, Blob.of(Bytes.sha256(terms.encode()))));
            Calculation made = Calculator.calculate(terms, period, values, new TreeMap<>(), SCALES);
            clauses.addAll(made.clauses());
            for (int i = 0; i < 3; i++) {
                entitled.set(
                        i, entitled.get(i).plus(made.entitlements().get(i).times(Fraction.of(days, period.days()))));
            }
        }
        List<BigInteger> places = Apportionment.onGrid(entitled);
        List<BigInteger> targets = new ArrayList<>(places);
        trueUps.forEach(t -> {
            for (int i = 0; i < 3; i++) {
                targets.set(i, targets.get(i).add(t.changes().get(i)));
            }
        });
        Apportionment.Shares shares = Apportionment.share(targets, carries);
        List<Statement.Line> lines = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String member = List.of(PLATFORM, TECH, BROKER).get(i);
            long amount = shares.units().get(i).longValueExact();
            lines.add(new Statement.Line(
                    member,
                    places.get(i),
                    targets.get(i).subtract(places.get(i)),
                    carries.get(i),
                    shares.carries().get(i),
                    amount,
                    member.equals(BROKER) ? 100 : 0,
                    member.equals(TECH) ? amount / 20 : 0,
                    member.equals(PLATFORM)
                            ? Optional.empty()
                            : Optional.of(new TradeId(new PageId("HK", PLATFORM, member, 1 << 30), i))));
        }
        return new Statement(
                "ADVISE",
                period,
                "HKD",
                PLATFORM,
                inForce,
                values.entrySet().stream()
                        .map(e -> new Statement.Input(
                                e.getKey(),
                                0,
                                e.getValue(),
                                1,
                                Blob.of(Bytes.sha256(e.getKey().getBytes()))))
                        .toList(),
                values.get("management_fee").floor().longValueExact(),
                clauses,
                List.of(),
                trueUps,
                lines,
                List.of(),
                PLATFORM,
                Instant.parse("2026-12-03T08:00:00Z"));
    }
}
