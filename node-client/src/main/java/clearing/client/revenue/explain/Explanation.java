package clearing.client.revenue.explain;

import clearing.kernel.revenue.calculation.ClauseResult;
import clearing.kernel.revenue.calculation.Derivation;
import clearing.kernel.revenue.exact.Apportionment;
import clearing.kernel.revenue.exact.Fraction;
import clearing.kernel.revenue.run.Statement;
import clearing.kernel.revenue.terms.Measure;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.revenue.terms.Unit;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a party gets for a period, and how that came about: a tree in words and figures.
 *
 * @param assets codes among the tree's units whose values are minor units
 */
public record Explanation(String agreement, Period period, String party, SortedSet<String> assets, Derivation tree) {
    public Explanation {
        assets = Collections.unmodifiableSortedSet(new TreeSet<>(assets));
    }

    /** With all that the statement says. */
    public static Explanation of(Statement statement, SortedMap<Integer, Terms> termsByVersion, String party) {
        return of(statement, termsByVersion, party, Visibility.all(party));
    }

    /**
     * As far as it is shown to a viewer.
     *
     * @param termsByVersion at least the versions that the statement names
     * @throws IllegalArgumentException when the statement has no line of the party, or it is not shown
     */
    public static Explanation of(
            Statement statement, SortedMap<Integer, Terms> termsByVersion, String party, Visibility visibility) {
        if (!visibility.seesAmountsOf(party)) {
            throw new IllegalArgumentException("amounts of " + party + " are not shown to " + visibility.viewer());
        }
        SortedSet<String> assets = new TreeSet<>();
        assets.add(statement.currency());
        termsByVersion
                .values()
                .forEach(terms -> terms.measures().forEach(measure -> {
                    if (measure.unit() instanceof Unit.Money money) {
                        assets.add(money.asset());
                    }
                }));
        Builder builder = new Builder(statement, termsByVersion, party, visibility);
        return new Explanation(statement.agreement(), statement.period(), party, assets, builder.whole());
    }

    private record Builder(Statement s, SortedMap<Integer, Terms> versions, String party, Visibility visibility) {

        private int index() {
            for (int i = 0; i < s.lines().size(); i++) {
                if (s.lines().get(i).member().equals(party)) {
                    return i;
                }
            }
            throw new IllegalArgumentException("the statement has no line of " + party);
        }

        Derivation whole() {
            Statement.Line line = s.lines().get(index());
            List<Derivation> released = new ArrayList<>();
            for (Statement.Release release : s.released()) {
                if (release.member().equals(party)) {
                    released.add(money(
                            "released from the reserve, withheld for " + release.withheldFor(),
                            Fraction.of(release.amount())));
                }
            }
            Derivation paid = paid(line);
            if (released.isEmpty()) {
                return paid;
            }
            List<Derivation> parts = new ArrayList<>();
            parts.add(paid);
            parts.addAll(released);
            return sum(party + " gets with this run of " + s.period(), parts);
        }

        private Derivation paid(Statement.Line line) {
            String words = party.equals(s.collector())
                    ? party + " keeps of what it collected for " + s.period()
                    : party + (line.paid() < 0 ? " pays for " : " is paid for ") + s.period();
            Derivation amount = amount(line);
            List<Derivation> parts = new ArrayList<>();
            parts.add(amount);
            if (line.setAside() != 0) {
                parts.add(money("set aside in escrow, as it is disputed", Fraction.of(-line.setAside())));
            }
            if (line.withheld() != 0) {
                parts.add(money("withheld into the reserve", Fraction.of(-line.withheld())));
            }
            return new Derivation(words, s.currency(), Fraction.of(line.paid()), parts);
        }

        private Derivation amount(Statement.Line line) {
            List<Derivation> parts = new ArrayList<>();
            parts.add(entitled(line));
            for (Statement.TrueUp trueUp : s.trueUps()) {
                if (trueUp.changes().get(index()).signum() != 0) {
                    parts.add(trueUp(trueUp));
                }
            }
            if (line.carryBefore() != 0) {
                parts.add(money("carried from rounding before", places(BigInteger.valueOf(line.carryBefore()))));
            }
            if (line.carryAfter() != 0) {
                parts.add(money(
                        "carried on, as only whole minor units are paid",
                        places(BigInteger.valueOf(line.carryAfter())).negate()));
            }
            return new Derivation("amount", s.currency(), Fraction.of(line.amount()), parts);
        }

        /** Exact sums of clauses are set to 18 decimals of a minor unit before they are shared out. */
        private Derivation entitled(Statement.Line line) {
            int days = s.period().days();
            List<Derivation> parts = new ArrayList<>();
            for (Statement.InForce version : s.versions()) {
                List<Derivation> clauses = clauses(version.version());
                if (version.days() == days) {
                    parts.addAll(clauses);
                } else {
                    Derivation whole = sum("by version " + version.version() + ", for the whole period", clauses);
                    Fraction part = Fraction.of(version.days(), days);
                    parts.add(new Derivation(
                            "version " + version.version() + ", in force on " + version.days() + " of " + days
                                    + " days",
                            s.currency(),
                            whole.value().times(part),
                            List.of(whole, Derivation.leaf("part of the days", Derivation.PERCENT, part))));
                }
            }
            Fraction exact = sum("", parts).value();
            Fraction entitled = places(line.entitled());
            return new Derivation(
                    exact.equals(entitled)
                            ? "entitled by clauses"
                            : "entitled by clauses, to 18 decimals of a minor unit",
                    s.currency(),
                    entitled,
                    parts);
        }

        private List<Derivation> clauses(int version) {
            Terms terms = ShownStatement.terms(versions, version);
            List<Derivation> found = new ArrayList<>();
            for (ClauseResult result : s.clauses()) {
                boolean concerns = result.amounts().stream()
                        .anyMatch(amount -> amount.member().equals(party));
                if (result.version() == version && concerns) {
                    var clause = ShownStatement.clause(terms, result.clause());
                    found.add(new Derivation(
                            result.clause() + (clause.label().isEmpty() ? "" : ": " + clause.label()),
                            s.currency(),
                            result.of(party),
                            List.of(visibility.how(result, clause, party))));
                }
            }
            return found;
        }

        private Derivation trueUp(Statement.TrueUp trueUp) {
            Terms terms = ShownStatement.last(s, versions);
            List<Derivation> parts = new ArrayList<>();
            for (Statement.Input input : trueUp.inputs()) {
                if (input.revision() > 0 && visibility.seesMeasure(terms, input.measure())) {
                    terms.measure(input.measure()).ifPresent(measure -> parts.add(corrected(measure, input)));
                }
            }
            if (visibility.seesPool(terms)) {
                parts.add(money("change of the pool", Fraction.of(trueUp.pool())));
            }
            return new Derivation(
                    "true-up of " + trueUp.period() + ", by corrected facts",
                    s.currency(),
                    places(trueUp.changes().get(index())),
                    parts);
        }

        private static Derivation corrected(Measure measure, Statement.Input input) {
            Fraction million = Fraction.of(Fraction.MILLION);
            return switch (measure.unit()) {
                case Unit.Money u -> corrected(measure, input, u.asset(), Fraction.ONE);
                case Unit.Count u -> corrected(measure, input, u.of(), Fraction.ONE);
                case Unit.Minutes u -> corrected(measure, input, Derivation.MINUTES, Fraction.ONE);
                case Unit.Percent u -> corrected(measure, input, Derivation.PERCENT, million);
                case Unit.ExchangeRate u -> corrected(measure, input, "", Fraction.of(Unit.ExchangeRate.SCALE));
            };
        }

        private static Derivation corrected(Measure measure, Statement.Input input, String unit, Fraction scale) {
            return Derivation.leaf(
                    measure.name() + " is now, by revision " + input.revision() + " of " + measure.reporter(),
                    unit,
                    input.value().over(scale));
        }

        private Derivation sum(String words, List<Derivation> parts) {
            Fraction sum = Fraction.ZERO;
            for (Derivation part : parts) {
                sum = sum.plus(part.value());
            }
            return new Derivation(words, s.currency(), sum, parts);
        }

        private Derivation money(String words, Fraction value) {
            return Derivation.leaf(words, s.currency(), value);
        }

        private static Fraction places(BigInteger places) {
            return new Fraction(places, Apportionment.GRID);
        }
    }
}
