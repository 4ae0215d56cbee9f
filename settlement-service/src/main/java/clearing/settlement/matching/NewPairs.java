package clearing.settlement.matching;

import clearing.reconcile.Side;
import java.util.Arrays;

/**
 * Matches of one posting with one book entry by their reference that a transaction makes: by far the most of them, and so numbers
 * alone. In the database such a match is the entry's: it has its number, and the entry carries the posting.
 */
final class NewPairs {
    private final LongIndex byPosting = new LongIndex();
    private final LongIndex byBooking = new LongIndex();
    private long[] postings = new long[64];
    private long[] bookings = new long[64];
    private int size;
    private int standing;

    void add(long posting, long booking) {
        if (size == postings.length) {
            postings = Arrays.copyOf(postings, size * 2);
            bookings = Arrays.copyOf(bookings, size * 2);
        }
        postings[size] = posting;
        bookings[size] = booking;
        byPosting.put(posting, size);
        byBooking.put(booking, size);
        size++;
        standing++;
    }

    /** Takes back a pair of this transaction; false when it is not one. */
    boolean withdraw(long posting, long booking) {
        int place = byPosting.get(posting);
        if (place < 0 || bookings[place] != booking) {
            return false;
        }
        byPosting.put(posting, -1);
        byBooking.put(booking, -1);
        postings[place] = 0;
        standing--;
        return true;
    }

    /** Pairs that stand. */
    int count() {
        return standing;
    }

    /** The other item of the pair that an item is in, 0 for none. */
    long partnerOf(Side side, long item) {
        int place = (side == Side.CHAIN ? byPosting : byBooking).get(item);
        return place < 0 ? 0 : (side == Side.CHAIN ? bookings : postings)[place];
    }

    /** Hears pairs. */
    @FunctionalInterface
    interface Each {
        /** One that stands. */
        void pair(long posting, long booking);
    }

    /** Tells of those that stand, in the order in which they were made. */
    void forEach(Each each) {
        for (int i = 0; i < size; i++) {
            if (postings[i] != 0) {
                each.pair(postings[i], bookings[i]);
            }
        }
    }
}
