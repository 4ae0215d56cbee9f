package clearing.kernel.revenue.run;

import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.execution.Execution;
import clearing.kernel.revenue.agreement.Agreement;
import clearing.kernel.revenue.agreement.Agreements;
import clearing.kernel.revenue.calculation.PeriodCalculation;
import clearing.kernel.revenue.calculation.Scales;
import clearing.kernel.revenue.exact.Fraction;
import clearing.kernel.revenue.fact.SealedMeasure;
import clearing.kernel.revenue.terms.ClauseMeasures;
import clearing.kernel.revenue.terms.Measure;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.state.Keys;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a period is calculated from: the terms in force and the measures as they stand. */
final class PeriodFacts {
    private final Period period;
    private final List<PeriodCalculation.Part> parts = new ArrayList<>();
    private final List<Statement.InForce> versions = new ArrayList<>();
    private final SortedMap<String, Measure> measures = new TreeMap<>();
    private final SortedMap<String, SealedMeasure> sealed = new TreeMap<>();

    PeriodFacts(String id, Agreement agreement, Period period, Execution x) {
        this.period = period;
        for (Agreement.Days days : agreement.within(period)) {
            Terms terms = Agreements.terms(id, days.version().number(), x);
            parts.add(new PeriodCalculation.Part(terms, days.days()));
            versions.add(new Statement.InForce(
                    terms.version(), days.days(), days.version().hash()));
            terms.measures().forEach(measure -> measures.put(measure.name(), measure));
        }
        for (String name : measures.keySet()) {
            x.ledger()
                    .read(Keys.measure(id, period.start(), name), SealedMeasure::decode)
                    .ifPresent(found -> sealed.put(name, found));
        }
    }

    /** Whether the agreement is in force in the period at all. */
    boolean inForce() {
        return !parts.isEmpty();
    }

    List<PeriodCalculation.Part> parts() {
        return parts;
    }

    List<Statement.InForce> versions() {
        return versions;
    }

    /** The last version in force within the period: its parties are paid. */
    Terms terms() {
        return parts.getLast().terms();
    }

    /**
     * Why it cannot be calculated yet, or empty.
     *
     * @param disputed clauses whose lines are set aside: a challenge of what they alone depend on does not keep the rest from being paid
     */
    Optional<Outcome> refuse(LocalDate today, Set<String> disputed) {
        for (Measure measure : measures.values()) {
            String field = "measures." + measure.name();
            SealedMeasure found = sealed.get(measure.name());
            if (found == null) {
                return Optional.of(Outcome.refused(ResultCode.FACT_NOT_SEALED, field));
            }
            boolean setAside =
                    parts.stream().allMatch(part -> ClauseMeasures.onlyIn(part.terms(), measure.name(), disputed));
            if (found.challenged() && !setAside) {
                return Optional.of(Outcome.refused(ResultCode.FACT_CHALLENGED, field));
            }
            if (!found.challenged() && !found.isFinal(measure.attesters(), measure.windowDays(), today)) {
                return Optional.of(Outcome.refused(ResultCode.FACT_NOT_FINAL, field));
            }
        }
        return Optional.empty();
    }

    List<Statement.Input> inputs() {
        List<Statement.Input> inputs = new ArrayList<>(sealed.size());
        sealed.forEach((name, found) ->
                inputs.add(new Statement.Input(name, found.revision(), found.value(), found.count(), found.content())));
        return inputs;
    }

    PeriodCalculation calculate(SortedMap<String, Long> marks, Execution x) {
        SortedMap<String, Fraction> values = new TreeMap<>();
        sealed.forEach((name, found) -> values.put(name, found.value()));
        return PeriodCalculation.of(parts, period, values, marks, scales(x));
    }

    static Scales scales(Execution x) {
        return asset -> x.constitution().assetOf(asset).orElseThrow().scale();
    }
}
