package clearing.kernel.revenue.terms;

import clearing.kernel.asset.Asset;
import clearing.kernel.asset.Currency;
import clearing.kernel.revenue.terms.TermsRules.Kind;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What is measured, in which unit and within which bounds, and what of it is shared. */
final class MeasureRules {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,31}");
    private static final Pattern THINGS = Pattern.compile("[a-z][a-z0-9 _-]{0,31}");
    /** What figures of other kinds are marked with. */
    private static final Pattern TAKEN = Pattern.compile("min|pp");

    private static final int MAX_WINDOW = 366;

    private MeasureRules() {}

    static void check(Terms t, Findings found) {
        found.require(
                !t.measures().isEmpty() && t.measures().size() <= Terms.MAX_MEASURES,
                Kind.SIZE,
                "measures",
                "are not 1 to " + Terms.MAX_MEASURES);
        for (int i = 0; i < t.measures().size(); i++) {
            Measure measure = t.measures().get(i);
            String path = "measures[" + i + "]";
            found.require(
                    NAME.matcher(measure.name()).matches(),
                    Kind.NAME,
                    path + ".name",
                    "'" + measure.name() + "' is not a-z, then a-z, 0-9 and _, 32 at most");
            found.require(
                    i == 0 || t.measures().get(i - 1).name().compareTo(measure.name()) < 0,
                    Kind.NAME,
                    path + ".name",
                    "'" + measure.name() + "' stands twice or out of order");
            FrameRules.label(measure.label(), path + ".label", found);
            unit(t, i, path + ".unit", found);
            people(t, measure, path, found);
            bounds(measure, path, found);
        }
        pool(t, found);
    }

    private static void unit(Terms t, int index, String field, Findings found) {
        Measure measure = t.measures().get(index);
        switch (measure.unit()) {
            case Unit.Money u -> money(t, u.asset(), field, found);
            case Unit.Count u ->
                found.require(
                        THINGS.matcher(u.of()).matches()
                                && !TAKEN.matcher(u.of()).matches(),
                        Kind.NAME,
                        field,
                        "'" + u.of() + "' does not say what is counted");
            case Unit.Minutes u -> {}
            case Unit.Percent u -> noSum(measure, field, found);
            case Unit.ExchangeRate u -> {
                noSum(measure, field, found);
                found.require(
                        Currency.minorUnit(u.asset()).isPresent() && !u.asset().equals(t.currency()),
                        Kind.DIMENSION,
                        field,
                        "'" + u.asset() + "' is no other currency than the agreement's");
                found.require(
                        t.measures().subList(0, index).stream()
                                .noneMatch(m -> m.unit().equals(u)),
                        Kind.DIMENSION,
                        field,
                        "there is another rate of " + u.asset());
            }
        }
    }

    private static void money(Terms t, String asset, String field, Findings found) {
        if (Currency.minorUnit(asset).isEmpty()) {
            found.add(Kind.NAME, field, "is no currency: '" + asset + "'");
        } else if (!asset.equals(t.currency())) {
            found.require(
                    t.measures().stream().anyMatch(m -> m.unit().equals(new Unit.ExchangeRate(asset))),
                    Kind.DIMENSION,
                    field,
                    asset + " needs a measure that says what one " + asset + " is worth in " + t.currency());
        }
    }

    private static void noSum(Measure measure, String field, Findings found) {
        found.require(
                !measure.inParts() || measure.aggregation() != Aggregation.SUM,
                Kind.DIMENSION,
                field,
                "is a rate: parts of it do not sum up; take the last, the highest or the average");
    }

    private static void people(Terms t, Measure measure, String path, Findings found) {
        found.require(
                t.party(measure.reporter()).isPresent(),
                Kind.REFERENCE,
                path + ".reporter",
                "'" + measure.reporter() + "' is no party");
        Set<String> seen = new TreeSet<>();
        for (int i = 0; i < measure.attesters().size(); i++) {
            String member = measure.attesters().get(i);
            String field = path + ".attesters[" + i + "]";
            found.require(t.party(member).isPresent(), Kind.REFERENCE, field, "'" + member + "' is no party");
            found.require(seen.add(member), Kind.NAME, field, member + " stands twice");
            found.require(
                    !member.equals(measure.reporter()),
                    Kind.CONTRADICTION,
                    field,
                    member + " cannot attest its own word");
        }
        found.require(
                measure.windowDays() >= 0 && measure.windowDays() <= MAX_WINDOW,
                Kind.BOUNDS,
                path + ".windowDays",
                "is outside 0 to " + MAX_WINDOW + " days");
    }

    private static void bounds(Measure measure, String path, Findings found) {
        long lowest = switch (measure.unit()) {
            case Unit.Money u -> -Asset.MAX_AMOUNT;
            case Unit.ExchangeRate u -> 1;
            case Unit.Count u -> 0;
            case Unit.Minutes u -> 0;
            case Unit.Percent u -> 0;
        };
        found.require(
                measure.least() >= lowest,
                Kind.BOUNDS,
                path + ".least",
                lowest < 0 ? "is below what the ledger holds" : "is below " + lowest + ", which cannot be");
        found.require(
                measure.most() <= Asset.MAX_AMOUNT, Kind.BOUNDS, path + ".most", "is above what the ledger holds");
        found.require(measure.least() <= measure.most(), Kind.CONTRADICTION, path + ".most", "is below the least");
    }

    private static void pool(Terms t, Findings found) {
        found.require(
                !t.pool().isEmpty() && t.pool().size() <= Terms.MAX_MEASURES,
                Kind.SIZE,
                "pool",
                "names no measure that is shared, or too many");
        Set<String> seen = new TreeSet<>();
        for (int i = 0; i < t.pool().size(); i++) {
            String name = t.pool().get(i);
            String field = "pool[" + i + "]";
            found.require(seen.add(name), Kind.NAME, field, name + " stands twice");
            if (t.measure(name).isEmpty()) {
                found.add(Kind.REFERENCE, field, "there is no measure '" + name + "'");
                continue;
            }
            Measure measure = t.measure(name).orElseThrow();
            found.require(
                    measure.unit() instanceof Unit.Money,
                    Kind.DIMENSION,
                    field,
                    name + " is not money: it cannot be shared");
            found.require(
                    measure.least() >= 0,
                    Kind.BOUNDS,
                    field,
                    name + " may fall below zero: there would be nothing to share");
            found.require(
                    !measure.inParts() || measure.aggregation() != Aggregation.AVERAGE,
                    Kind.DIMENSION,
                    field,
                    name + " is an average, which has fractions of a minor unit: they cannot be shared out");
        }
    }
}
