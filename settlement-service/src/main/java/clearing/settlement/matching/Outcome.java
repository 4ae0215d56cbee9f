package clearing.settlement.matching;

import java.util.List;

/**
 * What verdicts brought about.
 *
 * @param matched matches made
 * @param breaksOpened breaks that are new
 * @param breaksResolved breaks that went away by themselves
 * @param breaks row numbers of all breaks that changed in any way, new ones included
 * @param newBreaks row numbers of those that are new and still stand; empty when only their number is known
 */
public record Outcome(int matched, int breaksOpened, int breaksResolved, List<Long> breaks, List<Long> newBreaks) {
    /** Nothing happened. */
    public static final Outcome NONE = new Outcome(0, 0, 0, List.of(), List.of());

    /** Copies its lists. */
    public Outcome {
        breaks = List.copyOf(breaks);
        newBreaks = List.copyOf(newBreaks);
    }
}
