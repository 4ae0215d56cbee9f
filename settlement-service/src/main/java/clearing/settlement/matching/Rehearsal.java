package clearing.settlement.matching;

import clearing.reconcile.Reconciler;
import clearing.reconcile.Verdict;
import java.util.List;

/**
 * How everything would stand under other rules.
 *
 * @param engine to ask for breaks, completeness and suggestions
 * @param matched what the rules matched
 */
public record Rehearsal(Reconciler engine, List<Verdict.Matched> matched) {
    public Rehearsal {
        matched = List.copyOf(matched);
    }

    /** After a run of the engine's rules. */
    static Rehearsal of(Reconciler engine) {
        return new Rehearsal(
                engine,
                engine.runRules().stream()
                        .filter(Verdict.Matched.class::isInstance)
                        .map(Verdict.Matched.class::cast)
                        .toList());
    }
}
