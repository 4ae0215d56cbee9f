package clearing.settlement.revenue;

import clearing.kernel.revenue.fact.SealedMeasure;
import clearing.kernel.revenue.terms.Measure;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A measure of a period.
 *
 * @param parts how many have been reported
 */
public record MeasureState(Measure measure, long parts, Optional<SealedMeasure> sealed, State state) {
    /** Where a measure stands. */
    public enum State {
        /** Nothing has been reported. */
        OPEN,
        /** In part, not sealed. */
        REPORTED,
        /** It can be challenged or attested. */
        SEALED,
        /** Somebody objects. */
        CHALLENGED,
        /** It can be calculated with. */
        FINAL
    }

    static MeasureState of(Measure measure, long parts, Optional<SealedMeasure> sealed, LocalDate today) {
        State state = sealed.map(s -> s.challenged()
                        ? State.CHALLENGED
                        : s.isFinal(measure.attesters(), measure.windowDays(), today) ? State.FINAL : State.SEALED)
                .orElse(parts > 0 ? State.REPORTED : State.OPEN);
        return new MeasureState(measure, parts, sealed, state);
    }
}
