package clearing.kernel.revenue.terms;

import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;

import clearing.kernel.revenue.exact.Fraction;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Terms and values drawn at random: many are sound, some are not. */
public final class RandomTerms {
    private static final List<String> DECIDING = List.of("users", "usage_north", "retention", "management_fee");

    private final RandomGenerator random;

    public RandomTerms(RandomGenerator random) {
        this.random = random;
    }

    /** Sound or not. */
    public Terms terms() {
        Draft draft = new Draft();
        if (random.nextBoolean()) {
            draft.measure(8, Draft.parts(Aggregation.AVERAGE));
        }
        draft.cycle = Cycle.values()[random.nextInt(3)];
        draft.clauses = random.nextInt(8) == 0 ? wholePool() : clauses();
        return draft.terms();
    }

    /** Two shares that come to all of the pool on every branch. */
    private List<Clause> wholePool() {
        long north = random.nextLong(150_000, 850_000);
        long points = points();
        return List.of(
                Draft.share(new Base.Pool(), north, new RateChange.Step("users", 1_000, points)),
                new Clause.Share(
                        "SECOND",
                        "Second",
                        SOUTH,
                        new Base.Pool(),
                        new Rate(1_000_000 - north, List.of(new RateChange.Step("users", 1_000, -points))),
                        Limits.NONE));
    }

    private List<Clause> clauses() {
        List<Clause> clauses = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            clauses.add(clause("C" + i));
        }
        long north = random.nextLong(1, 1_000_000);
        clauses.add(new Clause.Residual(
                "REST",
                "Rest",
                List.of(new Clause.Portion(NORTH, north), new Clause.Portion(SOUTH, 1_000_000 - north)),
                random.nextInt(4) == 0));
        return clauses;
    }

    private Clause clause(String id) {
        String to = random.nextBoolean() ? NORTH : SOUTH;
        return switch (random.nextInt(7)) {
            case 0 -> new Clause.Fixed(id, "Fixed", to, random.nextLong(1, 10_000_000));
            case 1 -> new Clause.Tiers(id, "Tiers", to, "users", random.nextBoolean(), bands(), limits());
            case 2 ->
                new Clause.Excess(
                        id,
                        "Excess",
                        to,
                        "excess_return",
                        random.nextBoolean()
                                ? new Hurdle.Amount(random.nextLong(-1_000_000, 1_000_000))
                                : new Hurdle.PercentOf("management_fee", random.nextLong(1, 200_000)),
                        random.nextBoolean() ? OptionalLong.of(random.nextLong(1_000_000)) : OptionalLong.empty(),
                        rate(),
                        limits());
            case 3 ->
                new Clause.Weights(
                        id,
                        "Weights",
                        base(),
                        rate(),
                        List.of(
                                Draft.factor(700_000, "usage_north", "usage_south"),
                                Draft.factor(300_000, "usage_south", "usage_north")));
            case 4 -> new Clause.Clawback(id, "Clawback", NORTH, SOUTH, "refunds", rate(), OptionalLong.of(5_000_000));
            case 5 -> new Clause.Guarantee(id, "Guarantee", to, random.nextLong(1, 100_000_000));
            default -> new Clause.Share(id, "Share", to, base(), rate(), limits());
        };
    }

    private Base base() {
        return switch (random.nextInt(3)) {
            case 0 -> new Base.Pool();
            case 1 -> new Base.Remainder();
            default -> new Base.OfMeasure(random.nextBoolean() ? "management_fee" : "dollar_fees");
        };
    }

    private Limits limits() {
        OptionalLong floor =
                random.nextInt(4) == 0 ? OptionalLong.of(random.nextLong(1, 50_000)) : OptionalLong.empty();
        OptionalLong cap =
                random.nextInt(4) == 0 ? OptionalLong.of(random.nextLong(50_000, 90_000_000)) : OptionalLong.empty();
        return new Limits(floor, cap, List.of());
    }

    private List<Clause.Band> bands() {
        List<Clause.Band> bands = new ArrayList<>();
        long above = random.nextLong(0, 3);
        for (int i = random.nextInt(3); i >= 0; i--) {
            bands.add(new Clause.Band(above, random.nextLong(0, 9_000_000)));
            above += random.nextLong(1, 300_000);
        }
        return bands;
    }

    private Rate rate() {
        List<RateChange> changes = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            String measure = DECIDING.get(random.nextInt(DECIDING.size()));
            long at = random.nextLong(1, 900_000);
            changes.add(
                    switch (random.nextInt(3)) {
                        case 0 -> new RateChange.Step(measure, at, points());
                        case 1 ->
                            new RateChange.Ladder(
                                    measure,
                                    List.of(
                                            new RateChange.Rung(at, points()),
                                            new RateChange.Rung(at + 100, points())));
                        default ->
                            new RateChange.EarnOut(
                                    measure, at, LocalDate.of(2026, 1 + random.nextInt(12), 15), points(), points());
                    });
        }
        return new Rate(random.nextLong(0, 400_000), changes);
    }

    private long points() {
        return random.nextLong(-120_000, 120_000);
    }

    /** A value within bounds for every measure; often one of the bounds. */
    public SortedMap<String, Fraction> values(Terms terms) {
        SortedMap<String, Fraction> values = new TreeMap<>();
        for (Measure measure : terms.measures()) {
            Fraction value = switch (random.nextInt(6)) {
                case 0 -> Fraction.of(measure.least());
                case 1 -> Fraction.of(measure.most());
                default -> between(measure);
            };
            values.put(measure.name(), value);
        }
        return values;
    }

    private Fraction between(Measure measure) {
        long whole = random.nextLong(measure.least(), measure.most());
        return measure.aggregation() == Aggregation.AVERAGE
                ? Fraction.of(whole).plus(Fraction.of(random.nextInt(3), 3))
                : Fraction.of(whole);
    }
}
