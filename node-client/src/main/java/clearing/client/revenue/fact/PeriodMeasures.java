package clearing.client.revenue.fact;

import clearing.client.trade.LedgerView;
import clearing.kernel.codec.Blob;
import clearing.kernel.revenue.agreement.Agreement;
import clearing.kernel.revenue.agreement.SignedTerms;
import clearing.kernel.revenue.fact.FactPart;
import clearing.kernel.revenue.fact.SealedMeasure;
import clearing.kernel.revenue.terms.Measure;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.state.Keys;
import java.util.List;
import java.util.Optional;

/** The measures of a period as the chain holds them. */
public final class PeriodMeasures {
    private final LedgerView ledger;
    private final String agreement;
    private final Period period;
    private final Terms terms;

    private PeriodMeasures(LedgerView ledger, String agreement, Period period, Terms terms) {
        this.ledger = ledger;
        this.agreement = agreement;
        this.period = period;
        this.terms = terms;
    }

    /** Empty where no such agreement is in force in the period, or it goes by another cycle. */
    public static Optional<PeriodMeasures> find(LedgerView ledger, String agreement, Period period) {
        Optional<Agreement> found =
                ledger.get(Keys.agreement(agreement)).map(Agreement::decode).filter(a -> a.cycle() == period.cycle());
        List<Agreement.Days> days = found.map(a -> a.within(period)).orElse(List.of());
        if (days.isEmpty()) {
            return Optional.empty();
        }
        int version = days.getLast().version().number();
        return ledger.get(Keys.terms(agreement, version))
                .map(bytes -> new PeriodMeasures(
                        ledger, agreement, period, SignedTerms.decode(bytes).terms()));
    }

    /** Those that name the period's measures. */
    public Terms terms() {
        return terms;
    }

    public Optional<Measure> measure(String name) {
        return terms.measure(name);
    }

    public Optional<FactPart> part(String measure, int part) {
        return ledger.get(Keys.fact(agreement, period.start(), measure, part)).map(FactPart::decode);
    }

    /** How many parts are reported. */
    public int parts(String measure) {
        int parts = 0;
        while (part(measure, parts).isPresent()) {
            parts++;
        }
        return parts;
    }

    public Optional<SealedMeasure> sealed(String measure) {
        return ledger.get(Keys.measure(agreement, period.start(), measure)).map(SealedMeasure::decode);
    }

    /** The revision that a report has to have: that of the part as it stands when it says the same, else the next. */
    public int revision(String measure, int part, long value, long count, Blob evidence) {
        return part(measure, part)
                .map(standing -> standing.value() == value
                                && standing.count() == count
                                && standing.evidence().equals(evidence)
                        ? standing.revision()
                        : standing.revision() + 1)
                .orElse(0);
    }
}
