package clearing.reconcile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The items of a case that no step of the judgement has taken yet, in an order that depends on their content alone. */
final class Leftovers {
    private static final Comparator<Posting> POSTINGS =
            Comparator.comparing(Posting::valueDate).thenComparing(Posting::id, Leftovers::compareIds);
    private static final Comparator<Booking> BOOKINGS =
            Comparator.comparing(Booking::bookingDate).thenComparing(Booking::id, Leftovers::compareIds);

    final List<Posting> postings;
    final List<Booking> bookings;

    Leftovers(Case of) {
        postings = new ArrayList<>(of.postings);
        bookings = new ArrayList<>(of.bookings);
        postings.sort(POSTINGS);
        bookings.sort(BOOKINGS);
    }

    /** The items in an order that depends on their content alone. */
    static <T extends Item> List<T> sorted(List<T> items) {
        List<T> sorted = new ArrayList<>(items);
        sorted.sort(Comparator.comparing(Item::valueDate).thenComparing(Item::id, Leftovers::compareIds));
        return List.copyOf(sorted);
    }

    /** Numbers in their order, other ids in any one order: of two equal entries the later one is the duplicate. */
    static int compareIds(String one, String other) {
        return one.length() != other.length() ? Integer.compare(one.length(), other.length()) : one.compareTo(other);
    }

    int size() {
        return postings.size() + bookings.size();
    }

    boolean hasBoth() {
        return !postings.isEmpty() && !bookings.isEmpty();
    }
}
