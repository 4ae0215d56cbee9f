package clearing.client.revenue.language;

import clearing.kernel.revenue.terms.Aggregation;
import clearing.kernel.revenue.terms.Base;
import clearing.kernel.revenue.terms.Changeover;
import clearing.kernel.revenue.terms.Clause;
import clearing.kernel.revenue.terms.Cycle;
import clearing.kernel.revenue.terms.Escrow;
import clearing.kernel.revenue.terms.Hurdle;
import clearing.kernel.revenue.terms.Limits;
import clearing.kernel.revenue.terms.Measure;
import clearing.kernel.revenue.terms.Party;
import clearing.kernel.revenue.terms.Rate;
import clearing.kernel.revenue.terms.RateChange;
import clearing.kernel.revenue.terms.Reserve;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.revenue.terms.Unit;
import clearing.kernel.revenue.terms.View;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/** Everything that the language can say, at random; sound or not. */
final class DrawnTerms {
    private static final List<String> LABELS = List.of(
            "plain",
            "null",
            "true",
            "~",
            "- a",
            "a: b",
            "#5",
            "'quoted'",
            "\"both\" 'kinds'",
            "1,000",
            "2027-01-01",
            "é 中文",
            "%x",
            "a #b");
    private static final List<String> MEASURES = List.of("aum", "calls", "fee", "minutes_used", "retention", "usd");
    private static final List<String> MEMBERS = List.of("HarbourBrokers", "LanternPay", "QuillTech");

    private final RandomGenerator random;

    DrawnTerms(RandomGenerator random) {
        this.random = random;
    }

    Terms next() {
        List<String> members = new ArrayList<>(MEMBERS);
        if (random.nextBoolean()) {
            members = members.reversed();
        }
        List<Clause> clauses = new ArrayList<>();
        for (int i = random.nextInt(8); i >= 0; i--) {
            clauses.add(clause("C-" + i, members));
        }
        return new Terms(
                "ID-" + random.nextInt(100),
                1 + random.nextInt(9),
                label(),
                "HKD",
                pick(Cycle.values()),
                day(),
                random.nextBoolean() ? Optional.of(day()) : Optional.empty(),
                pick(Changeover.values()),
                members.stream()
                        .map(m -> new Party(m, "HOUSE", pick(View.values())))
                        .toList(),
                pick(MEMBERS),
                random.nextBoolean() ? Optional.of(new Escrow("MeridianBank", "ESCROW")) : Optional.empty(),
                List.of(
                        measure("aum", new Unit.Money("USD")),
                        measure("calls", new Unit.Count("calls")),
                        measure("fee", new Unit.Money("HKD")),
                        measure("minutes_used", new Unit.Minutes()),
                        measure("retention", new Unit.Percent()),
                        measure("usd", new Unit.ExchangeRate("USD"))),
                List.of("fee", "aum"),
                clauses,
                random.nextBoolean()
                        ? Optional.of(
                                new Reserve(number(), List.of(pick(MEMBERS)), random.nextInt(99), random.nextInt(9)))
                        : Optional.empty(),
                random.nextInt(36));
    }

    private Measure measure(String name, Unit unit) {
        long least = unit instanceof Unit.Money ? random.nextLong(-1_000_000_000, 5) : number();
        return new Measure(
                name,
                label(),
                unit,
                pick(Aggregation.values()),
                random.nextBoolean(),
                pick(MEMBERS),
                random.nextBoolean() ? List.of(pick(MEMBERS)) : List.of(),
                random.nextInt(40),
                least,
                number());
    }

    private Clause clause(String id, List<String> members) {
        return switch (random.nextInt(8)) {
            case 0 -> new Clause.Fixed(id, label(), pick(MEMBERS), number());
            case 1 -> new Clause.Share(id, label(), pick(MEMBERS), base(), rate(), limits());
            case 2 -> {
                String of = pick(MEASURES);
                yield new Clause.Tiers(
                        id,
                        label(),
                        pick(MEMBERS),
                        of,
                        random.nextBoolean(),
                        List.of(new Clause.Band(number(), number()), new Clause.Band(number(), number())),
                        limits());
            }
            case 3 -> new Clause.Excess(id, label(), pick(MEMBERS), "fee", hurdle(), option(), rate(), limits());
            case 4 ->
                new Clause.Weights(
                        id,
                        label(),
                        base(),
                        rate(),
                        List.of(
                                new Clause.Factor(label(), number(), entries(members)),
                                new Clause.Factor(label(), number(), entries(members))));
            case 5 -> new Clause.Clawback(id, label(), pick(MEMBERS), pick(MEMBERS), "aum", rate(), option());
            case 6 -> new Clause.Guarantee(id, label(), pick(MEMBERS), number());
            default ->
                new Clause.Residual(
                        id,
                        label(),
                        members.stream()
                                .map(m -> new Clause.Portion(m, number()))
                                .toList(),
                        random.nextBoolean());
        };
    }

    private List<Clause.Entry> entries(List<String> members) {
        return members.stream().map(m -> new Clause.Entry(m, pick(MEASURES))).toList();
    }

    private Base base() {
        return switch (random.nextInt(3)) {
            case 0 -> new Base.Pool();
            case 1 -> new Base.Remainder();
            default -> new Base.OfMeasure(pick(MEASURES));
        };
    }

    private Hurdle hurdle() {
        return switch (random.nextInt(3)) {
            case 0 -> new Hurdle.Amount(random.nextLong(-1_000_000, 1_000_000));
            case 1 -> new Hurdle.OfMeasure(pick(MEASURES));
            default -> new Hurdle.PercentOf(pick(MEASURES), number());
        };
    }

    private Rate rate() {
        List<RateChange> changes = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            String measure = pick(MEASURES);
            changes.add(
                    switch (random.nextInt(3)) {
                        case 0 -> new RateChange.Step(measure, number(), points());
                        case 1 ->
                            new RateChange.Ladder(
                                    measure,
                                    List.of(
                                            new RateChange.Rung(number(), points()),
                                            new RateChange.Rung(number(), points())));
                        default -> new RateChange.EarnOut(measure, number(), day(), points(), points());
                    });
        }
        return new Rate(number(), changes);
    }

    private Limits limits() {
        return new Limits(option(), option(), random.nextBoolean() ? List.of(pick(MEASURES)) : List.of());
    }

    private OptionalLong option() {
        return random.nextBoolean() ? OptionalLong.of(number()) : OptionalLong.empty();
    }

    private long points() {
        return random.nextLong(-1_000_000, 1_000_000);
    }

    private long number() {
        return random.nextLong(1L << random.nextInt(1, 59));
    }

    private LocalDate day() {
        return LocalDate.of(2026, 1, 1).plusDays(random.nextInt(2_000));
    }

    private String label() {
        return pick(LABELS);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private <T> T pick(T[] from) {
        return from[random.nextInt(from.length)];
    }
}
