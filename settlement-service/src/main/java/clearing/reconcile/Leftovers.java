package clearing.reconcile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The items of a case that no step of the judgement has taken yet, in an order that depends on their content alone. */
final class Leftovers {
    private static final Comparator<Posting> POSTINGS =
            Comparator.comparing(Posting::valueDate).thenComparing(Posting::id);
    private static final Comparator<Booking> BOOKINGS =
            Comparator.comparing(Booking::bookingDate).thenComparing(Booking::id);

    final List<Posting> postings;
    final List<Booking> bookings;

    Leftovers(Case of) {
        postings = new ArrayList<>(of.postings);
        bookings = new ArrayList<>(of.bookings);
        postings.sort(POSTINGS);
        bookings.sort(BOOKINGS);
    }

    int size() {
        return postings.size() + bookings.size();
    }

    boolean hasBoth() {
        return !postings.isEmpty() && !bookings.isEmpty();
    }
}
