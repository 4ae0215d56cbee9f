package clearing.reconcile;

import java.time.LocalDate;
import java.util.List;

/**
 * What the engine decided. The verdicts of one answer are stored together, in order: first come those that end something
 * ({@link MatchWithdrawn}, {@link BreakClosed}), then those that say where items stand now. An item is in at most one of the latter,
 * and stands where the newest of them put it; an item whose old place ended or changed without it is always among them.
 */
public sealed interface Verdict {
    /**
     * The two sides agree on these items, whose amounts balance: chain sum = books sum + what is tolerated, per account and asset.
     *
     * @param postings ids of the chain's items; none for entries that cancel each other within the books
     * @param bookings ids of the books' items
     * @param grounds the rule that matched, its version, what it tolerated and why
     */
    record Matched(AccountKey key, List<String> postings, List<String> bookings, Grounds grounds) implements Verdict {
        /** Name of the rule that matched. */
        public String rule() {
            return grounds.rule();
        }

        /** Version of the rule. */
        public int version() {
            return grounds.version();
        }
    }

    /** A match does not stand any more because more is known; its items are in following verdicts. */
    record MatchWithdrawn(AccountKey key, List<String> postings, List<String> bookings, String reason)
            implements Verdict {}

    /** A disagreement is seen. */
    record BreakOpened(Break opened) implements Verdict {}

    /** The same break, now of another kind or with other items. */
    record BreakChanged(BreakKind from, Break to) implements Verdict {}

    /** The disagreement is gone by itself; its items are in other verdicts of the same answer. */
    record BreakClosed(String breakId, BreakKind kind, String reason) implements Verdict {}

    /** The posting is from before the account's books begin, and so part of their opening balance. */
    record Carried(String posting, AccountKey key) implements Verdict {}

    /** The item waits for the other side until the day {@code dueOn} is closed. */
    record Pending(Side side, String id, AccountKey key, LocalDate dueOn) implements Verdict {}
}
