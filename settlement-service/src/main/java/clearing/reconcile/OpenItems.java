package clearing.reconcile;

import java.util.Comparator;
import java.util.List;

/**
 * What is broken, for rules to look at: sorted by content, so that no order of arrival shows.
 *
 * @param postings of the chain with nothing beside them
 * @param bookings of the books with nothing beside them
 * @param differing items that share a reference and disagree
 */
public record OpenItems(List<Posting> postings, List<Booking> bookings, List<Differing> differing) {
    public OpenItems {
        postings = Leftovers.sorted(postings);
        bookings = Leftovers.sorted(bookings);
        differing = differing.stream()
                .sorted(Comparator.comparing(d -> d.postings().getFirst().id(), Leftovers::compareIds))
                .toList();
    }

    /** Items of both sides in one break. */
    public record Differing(BreakKind kind, List<Posting> postings, List<Booking> bookings) {}
}
