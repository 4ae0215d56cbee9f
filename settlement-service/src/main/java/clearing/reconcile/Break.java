package clearing.reconcile;

import java.util.List;

/**
 * A disagreement, with the items of both sides that it holds. An item is in at most one break.
 *
 * @param id {@code P:} and the first posting's id, or {@code B:} and the first booking's id when it holds no posting. It stays the
 *     same when the break changes its kind, and comes again when the same disagreement does
 * @param key account and asset of the posting, or of the booking when it holds no posting
 * @param reference of the posting, or of the booking when it holds no posting; may be empty
 * @param postings ids of the chain's items, perhaps none
 * @param bookings ids of the books' items, perhaps none
 * @param amountMinor size of the item in question, 0 or more
 * @param amountAtRiskMinor by how much the two sides' balances of {@code key} differ because of it, 0 or more
 * @param explanation in words
 * @param differences field by field; empty for kinds where a side is absent
 * @param related ids of matched items that explain it, such as the entry that a duplicate repeats
 */
public record Break(
        String id,
        BreakKind kind,
        AccountKey key,
        String reference,
        List<String> postings,
        List<String> bookings,
        long amountMinor,
        long amountAtRiskMinor,
        String explanation,
        List<FieldDifference> differences,
        List<String> related) {
    public Break {
        postings = List.copyOf(postings);
        bookings = List.copyOf(bookings);
        differences = List.copyOf(differences);
        related = List.copyOf(related);
    }
}
