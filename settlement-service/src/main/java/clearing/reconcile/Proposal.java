package clearing.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What a rule would put together.
 *
 * @param rule its name
 * @param automatic true when the rule is sure enough to match, false when a person is to decide
 */
public record Proposal(
        String rule, boolean automatic, List<Posting> postings, List<Booking> bookings, Evidence evidence) {
    public Proposal {
        postings = Leftovers.sorted(postings);
        bookings = Leftovers.sorted(bookings);
    }

    List<Item> items() {
        List<Item> items = new ArrayList<>(postings);
        items.addAll(bookings);
        return items;
    }

    /** Names the items, the same for the same items whatever the rule: {@code P:1 B:7 B:8}. */
    public String key() {
        return key(
                postings.stream().map(Posting::id).toList(),
                bookings.stream().map(Booking::id).toList());
    }

    /** The key of items by their ids. */
    public static String key(List<String> postings, List<String> bookings) {
        StringBuilder key = new StringBuilder();
        new TreeSet<>(postings)
                .forEach(id -> key.append(key.isEmpty() ? "P:" : " P:").append(id));
        new TreeSet<>(bookings)
                .forEach(id -> key.append(key.isEmpty() ? "B:" : " B:").append(id));
        return key.toString();
    }
}
