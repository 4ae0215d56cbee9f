package clearing.kernel.revenue.terms;

import clearing.kernel.revenue.terms.TermsRules.Kind;
import java.util.List;

/** What weights are made of: every factor sees the same parties by measures of one unit. */
final class FactorRules {
    private final Terms terms;
    private final Findings found;
    private final RateTermsRules measures;

    FactorRules(Terms terms, Findings found) {
        this.terms = terms;
        this.found = found;
        this.measures = new RateTermsRules(terms, found);
    }

    void check(Clause.Weights clause, String clausePath) {
        String path = clausePath + ".factors";
        found.require(
                !clause.factors().isEmpty() && clause.factors().size() <= Terms.MAX_BANDS,
                Kind.SIZE,
                path,
                "are not 1 to " + Terms.MAX_BANDS);
        long sum = 0;
        for (int i = 0; i < clause.factors().size(); i++) {
            Clause.Factor factor = clause.factors().get(i);
            String field = path + "[" + i + "]";
            FrameRules.label(factor.label(), field + ".label", found);
            boolean holds = factor.weight() > 0 && factor.weight() <= FrameRules.WHOLE;
            found.require(holds, Kind.BOUNDS, field + ".weight", "is not above 0 % and at most 100 %");
            sum += holds ? factor.weight() : 0;
            entries(factor, field + ".entries");
            found.require(
                    parties(factor).equals(parties(clause.factors().getFirst())),
                    Kind.CONTRADICTION,
                    field + ".entries",
                    "name other parties than the first factor");
        }
        found.require(
                sum == FrameRules.WHOLE, Kind.SUM, path, "weigh " + Percents.text(sum) + " together and not 100 %");
    }

    private static List<String> parties(Clause.Factor factor) {
        return factor.entries().stream().map(Clause.Entry::party).toList();
    }

    private void entries(Clause.Factor factor, String path) {
        found.require(
                factor.entries().size() >= 2 && factor.entries().size() <= Terms.MAX_PARTIES,
                Kind.SIZE,
                path,
                "are not 2 to " + Terms.MAX_PARTIES);
        int before = -1;
        for (int i = 0; i < factor.entries().size(); i++) {
            Clause.Entry entry = factor.entries().get(i);
            String field = path + "[" + i + "]";
            int place = terms.indexOf(entry.party());
            found.require(place >= 0, Kind.REFERENCE, field + ".party", "'" + entry.party() + "' is no party");
            found.require(
                    place < 0 || place > before,
                    Kind.NAME,
                    field + ".party",
                    entry.party() + " stands twice, or not in the order of the parties");
            before = Math.max(before, place);
            if (measures.measure(entry.measure(), field + ".measure")) {
                unit(factor, entry, field + ".measure");
            }
        }
    }

    private void unit(Clause.Factor factor, Clause.Entry entry, String field) {
        Measure measure = terms.measure(entry.measure()).orElseThrow();
        found.require(
                !(measure.unit() instanceof Unit.ExchangeRate),
                Kind.DIMENSION,
                field,
                measure.name() + " is an exchange rate: nobody contributes it");
        found.require(
                terms.measure(factor.entries().getFirst().measure())
                        .filter(first -> !first.unit().equals(measure.unit()))
                        .isEmpty(),
                Kind.DIMENSION,
                field,
                measure.name() + " has another unit than the measures before it: they cannot be compared");
        found.require(
                measure.least() >= 0,
                Kind.BOUNDS,
                field,
                measure.name() + " may fall below zero: it cannot be a weight");
    }
}
