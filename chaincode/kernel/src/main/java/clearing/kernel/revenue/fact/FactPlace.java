package clearing.kernel.revenue.fact;

import clearing.kernel.execution.Execution;
import clearing.kernel.revenue.agreement.Agreements;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.state.Keys;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Where facts belong: a period of an agreement.
 *
 * @param lane of the agreement's currency
 * @param terms in force for the period
 */
record FactPlace(String agreement, String lane, Period period, Terms terms) {

    /** Empty where no such agreement is in force, or the day begins no period of it. */
    static Optional<FactPlace> find(String agreement, LocalDate start, Execution x) {
        return Agreements.find(agreement, x)
                .flatMap(found -> Agreements.inForce(agreement, found, start, x)
                        .map(terms -> new FactPlace(agreement, found.lane(), new Period(found.cycle(), start), terms)));
    }

    LocalDate today(Execution x) {
        return Agreements.today(lane, x);
    }

    Optional<FactPart> part(String measure, int part, Execution x) {
        return x.ledger().read(Keys.fact(agreement, period.start(), measure, part), FactPart::decode);
    }

    Optional<SealedMeasure> sealed(String measure, Execution x) {
        return x.ledger().read(Keys.measure(agreement, period.start(), measure), SealedMeasure::decode);
    }

    void put(String measure, SealedMeasure sealed, Execution x) {
        x.ledger().put(Keys.measure(agreement, period.start(), measure), sealed.encode());
    }
}
