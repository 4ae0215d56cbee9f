package clearing.settlement.matching;

import java.util.List;

/**
 * What verdicts brought about.
 *
 * @param matched matches made
 * @param breaksOpened breaks that are new
 * @param breaksResolved breaks that went away by themselves
 * @param breaks row numbers of all breaks that changed in any way
 */
public record Outcome(int matched, int breaksOpened, int breaksResolved, List<Long> breaks) {
    /** Nothing happened. */
    public static final Outcome NONE = new Outcome(0, 0, 0, List.of());

    /** Copies its list. */
    public Outcome {
        breaks = List.copyOf(breaks);
    }
}
