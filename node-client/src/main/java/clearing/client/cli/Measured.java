package clearing.client.cli;

import clearing.client.revenue.fact.PeriodMeasures;
import clearing.client.trade.LedgerView;
import clearing.kernel.revenue.terms.Measure;
import clearing.kernel.revenue.terms.Period;
import java.util.stream.Collectors;

/** Finds what commands name: an agreement's measures in a period. */
final class Measured {
    private Measured() {}

    static PeriodMeasures in(RevenueSession asked, LedgerView ledger, Period period) {
        return PeriodMeasures.find(ledger, asked.id(), period)
                .orElseThrow(() -> asked.bad(
                        "No agreement '" + asked.id() + "' with such a period is in force in " + period + "."));
    }

    static Measure named(RevenueSession asked, PeriodMeasures measures, String name) {
        return measures.measure(name)
                .orElseThrow(() -> asked.bad("There is no measure '" + name + "'; there are "
                        + measures.terms().measures().stream()
                                .map(Measure::name)
                                .collect(Collectors.joining(", "))
                        + "."));
    }
}
