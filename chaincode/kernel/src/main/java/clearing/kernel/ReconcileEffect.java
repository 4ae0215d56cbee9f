package clearing.kernel;

import clearing.kernel.codec.Blob;
import clearing.kernel.reconcile.JournalAnchor;
import clearing.kernel.reconcile.SharedBreak;

/** What shared breaks and anchors bring about. */
public sealed interface ReconcileEffect extends Effect.Reconcile {

    /**
     * Something happened to a shared break.
     *
     * @param now as it stands after that
     * @param by the member
     * @param person who of it
     * @param hash of evidence, comment, or what was signed; zeros where there is none
     */
    record BreakMoved(SharedBreak now, Step step, String by, Blob person, Blob hash, String words)
            implements ReconcileEffect {}

    /** What happened. */
    enum Step {
        OPENED,
        ANSWERED,
        COMMENTED,
        PROPOSED,
        SIGNED_BY_MAKER,
        SIGNED_BY_CHECKER,
        RESOLVED,
        ESCALATED,
        WITHDRAWN
    }

    /** A member anchored its journal. */
    record JournalAnchored(JournalAnchor anchor) implements ReconcileEffect {}
}
