package clearing.kernel.revenue.terms;

import clearing.kernel.revenue.terms.TermsRules.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Rates on every branch: each is a proportion, and together they share the whole and no more. */
final class RateRules {
    private final Terms terms;
    private final Ranges ranges;
    private final Findings found;
    private final long[] least;
    private final long[] most;
    private final long[] usedBefore;

    RateRules(Terms terms, Ranges ranges, Findings found) {
        this.terms = terms;
        this.ranges = ranges;
        this.found = found;
        int clauses = terms.clauses().size();
        least = new long[clauses];
        most = new long[clauses];
        usedBefore = new long[clauses];
    }

    static Optional<Rate> rate(Clause clause) {
        return switch (clause) {
            case Clause.Share c -> Optional.of(c.rate());
            case Clause.Excess c -> Optional.of(c.rate());
            case Clause.Weights c -> Optional.of(c.rate());
            case Clause.Clawback c -> Optional.of(c.rate());
            case Clause.Fixed c -> Optional.empty();
            case Clause.Tiers c -> Optional.empty();
            case Clause.Guarantee c -> Optional.empty();
            case Clause.Residual c -> Optional.empty();
        };
    }

    static Limits limits(Clause clause) {
        return switch (clause) {
            case Clause.Share c -> c.limits();
            case Clause.Tiers c -> c.limits();
            case Clause.Excess c -> c.limits();
            case Clause.Fixed c -> Limits.NONE;
            case Clause.Weights c -> Limits.NONE;
            case Clause.Clawback c -> Limits.NONE;
            case Clause.Guarantee c -> Limits.NONE;
            case Clause.Residual c -> Limits.NONE;
        };
    }

    static Optional<Base> base(Clause clause) {
        return switch (clause) {
            case Clause.Share c -> Optional.of(c.of());
            case Clause.Weights c -> Optional.of(c.of());
            default -> Optional.empty();
        };
    }

    /** The span of each clause's rate, in order. */
    List<RateSpan> check() {
        for (int i = 0; i < terms.clauses().size(); i++) {
            int clause = i;
            rate(terms.clauses().get(i)).ifPresent(rate -> single(rate, clause));
        }
        together();
        List<RateSpan> spans = new ArrayList<>();
        for (int i = 0; i < least.length; i++) {
            spans.add(new RateSpan(least[i], most[i], usedBefore[i]));
        }
        return spans;
    }

    private void single(Rate rate, int clause) {
        String field = "clauses[" + clause + "].rate";
        Branches branches = new Branches(terms, ranges, List.of(rate));
        if (branches.tooMany()) {
            unbounded(field);
            return;
        }
        Extreme low = new Extreme(branches);
        Extreme high = new Extreme(branches);
        branches.forEach(branch -> {
            long value = branches.rate(0, branch);
            low.lower(value, branch);
            high.higher(value, branch);
        });
        least[clause] = low.value();
        most[clause] = high.value();
        found.require(low.value() >= 0, Kind.RATE, field, "falls to " + Percents.text(low.value()) + " " + low.words());
        found.require(
                high.value() <= FrameRules.WHOLE,
                Kind.RATE,
                field,
                "comes to " + Percents.text(high.value()) + " " + high.words());
        found.require(
                high.value() > 0 || limits(terms.clauses().get(clause)).floor().isPresent(),
                Kind.UNREACHABLE,
                field,
                "is never above 0 %: the clause gives nothing");
    }

    private void unbounded(String field) {
        found.add(
                Kind.UNBOUNDED,
                field,
                "has more than " + Branches.MOST + " branches: use fewer thresholds, or fewer measures that decide");
    }

    private void together() {
        List<Integer> shares = new ArrayList<>();
        for (int i = 0; i < terms.clauses().size(); i++) {
            if (source(terms.clauses().get(i)) != NONE) {
                shares.add(i);
            }
        }
        Branches branches = new Branches(
                terms,
                ranges,
                shares.stream()
                        .map(i -> rate(terms.clauses().get(i)).orElseThrow())
                        .toList());
        if (branches.tooMany()) {
            unbounded("clauses");
            return;
        }
        Extreme low = new Extreme(branches);
        List<Extreme> high = new ArrayList<>();
        terms.pool().forEach(source -> high.add(new Extreme(branches)));
        Extreme pool = new Extreme(branches);
        Arrays.fill(usedBefore, Long.MAX_VALUE);
        branches.forEach(branch -> {
            long ofPool = 0;
            long[] ofSource = new long[high.size()];
            long sure = 0;
            long[] sureOfSource = new long[high.size()];
            int next = 0;
            for (int i = 0; i < usedBefore.length; i++) {
                usedBefore[i] = Math.min(
                        usedBefore[i], sure + Arrays.stream(sureOfSource).min().orElse(0));
                if (next == shares.size() || shares.get(next) != i) {
                    continue;
                }
                Clause clause = terms.clauses().get(i);
                long rate = branches.rate(next++, branch);
                long surely = limits(clause).cap().isPresent() ? 0 : rate;
                int source = source(clause);
                if (source == POOL) {
                    ofPool += rate;
                    sure += surely;
                } else {
                    ofSource[source] += rate;
                    sureOfSource[source] += surely;
                }
            }
            pool.higher(ofPool, branch);
            low.lower(ofPool, branch);
            for (int s = 0; s < ofSource.length; s++) {
                high.get(s).higher(ofPool + ofSource[s], branch);
            }
        });
        sums(pool, low, high);
    }

    private void sums(Extreme pool, Extreme low, List<Extreme> high) {
        if (pool.value() > FrameRules.WHOLE) {
            found.add(
                    Kind.SUM,
                    last(POOL),
                    "brings the shares of the pool to " + Percents.text(pool.value()) + " " + pool.words());
        } else {
            for (int s = 0; s < high.size(); s++) {
                found.require(
                        high.get(s).value() <= FrameRules.WHOLE,
                        Kind.SUM,
                        last(s),
                        "brings the shares of " + terms.pool().get(s) + ", with those of the pool, to "
                                + Percents.text(high.get(s).value()) + " "
                                + high.get(s).words());
            }
        }
        if (terms.clauses().getLast() instanceof Clause.Residual) {
            return;
        }
        for (int i = 0; i < terms.clauses().size(); i++) {
            Clause clause = terms.clauses().get(i);
            boolean fits = clause instanceof Clause.Clawback
                    || source(clause) == POOL
                            && limits(clause).floor().isEmpty()
                            && limits(clause).cap().isEmpty();
            found.require(
                    fits,
                    Kind.SUM,
                    "clauses[" + i + "]",
                    "is no plain share of the pool: then a residual at the end must say who gets the rest");
        }
        found.require(
                low.value() >= FrameRules.WHOLE,
                Kind.SUM,
                "clauses",
                "share " + Percents.text(low.value()) + " of the pool " + low.words()
                        + ", and no residual takes the rest");
    }

    private static final int NONE = -2;
    private static final int POOL = -1;

    /** What a share is a share of: the pool, one of its sources by its place, or nothing of the kind. */
    private int source(Clause clause) {
        return base(clause)
                .map(base -> switch (base) {
                    case Base.Pool b -> POOL;
                    case Base.Remainder b -> NONE;
                    case Base.OfMeasure b ->
                        terms.pool().contains(b.measure()) ? terms.pool().indexOf(b.measure()) : NONE;
                })
                .orElse(NONE);
    }

    private String last(int source) {
        int last = 0;
        for (int i = 0; i < terms.clauses().size(); i++) {
            if (source(terms.clauses().get(i)) == source) {
                last = i;
            }
        }
        return "clauses[" + last + "].rate";
    }
}
