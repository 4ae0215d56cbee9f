package clearing.settlement.ledger;

import clearing.kernel.ReconcileEffect;
import java.util.Optional;

/** What became of shared breaks and anchors, as a line for people. */
final class SharedWords {
    private SharedWords() {}

    static OtherEffect of(ReconcileEffect effect) {
        return switch (effect) {
            case ReconcileEffect.BreakMoved e ->
                new OtherEffect("SHARED_BREAK_" + e.step(), e.now().id() + " by " + e.by(), Optional.empty());
            case ReconcileEffect.JournalAnchored e ->
                new OtherEffect(
                        "JOURNAL_ANCHORED",
                        e.anchor().member() + " " + e.anchor().period() + " revision "
                                + e.anchor().revision(),
                        Optional.empty());
        };
    }
}
