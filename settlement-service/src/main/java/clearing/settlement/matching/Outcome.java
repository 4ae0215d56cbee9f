package clearing.settlement.matching;

import java.util.List;
import java.util.stream.Stream;

/**
 * What verdicts brought about.
 *
 * @param matched matches made
 * @param breaksOpened breaks that are new
 * @param breaksResolved breaks that went away by themselves
 * @param breaks row numbers of all breaks that changed in any way, new ones included
 * @param newBreaks row numbers of those that are new and still stand; empty when only their number is known
 * @param closed row numbers of those that do not stand any more; empty when only their number is known
 */
public record Outcome(
        int matched, int breaksOpened, int breaksResolved, List<Long> breaks, List<Long> newBreaks, List<Long> closed) {
    /** Nothing happened. */
    public static final Outcome NONE = new Outcome(0, 0, 0, List.of(), List.of(), List.of());

    /** Copies its lists. */
    public Outcome {
        breaks = List.copyOf(breaks);
        newBreaks = List.copyOf(newBreaks);
        closed = List.copyOf(closed);
    }

    /** This and what followed from it in the same transaction; a break that opened and was resolved counts as both. */
    Outcome then(Outcome next) {
        return new Outcome(
                matched + next.matched,
                breaksOpened + next.breaksOpened,
                breaksResolved + next.breaksResolved,
                Stream.concat(breaks.stream(), next.breaks.stream())
                        .distinct()
                        .sorted()
                        .toList(),
                Stream.concat(newBreaks.stream().filter(id -> !next.closed.contains(id)), next.newBreaks.stream())
                        .sorted()
                        .toList(),
                Stream.concat(closed.stream(), next.closed.stream())
                        .distinct()
                        .sorted()
                        .toList());
    }
}
