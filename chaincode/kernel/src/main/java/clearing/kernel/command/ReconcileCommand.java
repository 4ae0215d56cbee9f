package clearing.kernel.command;

import clearing.kernel.codec.Blob;
import clearing.kernel.reconcile.AnchorPeriod;
import clearing.kernel.reconcile.BreakId;
import clearing.kernel.reconcile.Hand;
import clearing.kernel.reconcile.JournalRoot;
import clearing.kernel.reconcile.Resolution;
import clearing.kernel.reconcile.Subject;
import java.time.Instant;

/**
 * What members ask of the ledger about breaks that they share and about their journals. Hashes are SHA-256 over a salt and what is hashed,
 * so that nothing can be guessed from them. Words are at most 200 characters of printable ASCII and may be empty.
 */
public sealed interface ReconcileCommand extends Command.Reconcile {

    /**
     * Opens a break between the caller's institution and another. Role: maker.
     *
     * @param reference the caller's own, which makes the break happen once
     * @param evidence salted hash of what the opener has to show
     * @param answerBy milliseconds count; after the transaction
     * @param resolveBy not before {@code answerBy}, at most 366 days after the transaction
     */
    record OpenBreak(
            String counterparty,
            String reference,
            Subject subject,
            Blob evidence,
            Instant answerBy,
            Instant resolveBy,
            String words)
            implements ReconcileCommand {}

    /** Shows the other side's evidence. Role: maker, of the counterparty. */
    record AnswerBreak(BreakId id, Blob evidence, String words) implements ReconcileCommand {}

    /**
     * Says something to the other side. Role: maker, of either.
     *
     * @param hash salted, of the comment itself, which the two exchange off the ledger
     */
    record CommentBreak(BreakId id, Blob hash, String words) implements ReconcileCommand {}

    /**
     * Proposes a resolution and signs it as the caller institution's maker. It takes the place of one that not all four have signed. Role:
     * maker, of either.
     *
     * @param number 1 for the first, then one more each time
     */
    record ProposeResolution(BreakId id, int number, Resolution resolution) implements ReconcileCommand {}

    /**
     * Signs the proposed resolution; the fourth signature resolves the break. Role: that of the hand, of either institution.
     *
     * @param hash {@link clearing.kernel.reconcile.ResolutionProposal#hash}, so that nobody signs what it did not read
     * @param hand a checker signs after its own institution's maker, and is another person
     */
    record SignResolution(BreakId id, int number, Blob hash, Hand hand) implements ReconcileCommand {}

    /** States that a deadline has passed; the ledger says who is late. Role: maker, of either. */
    record EscalateBreak(BreakId id, String words) implements ReconcileCommand {}

    /** Takes a break back. Role: checker, of the opener, and another person than opened it. */
    record WithdrawBreak(BreakId id, String words) implements ReconcileCommand {}

    /**
     * Anchors the caller's journal of a period. Role: agent.
     *
     * @param revision 0 for the first word on the period, one more to supersede it
     * @param reason why it is superseded; empty for revision 0
     */
    record AnchorJournal(AnchorPeriod period, int revision, JournalRoot root, String reason)
            implements ReconcileCommand {}
}
