package clearing.settlement.matching;

import clearing.reconcile.Side;
import java.util.Arrays;

/** Matches of one posting with one book entry that a transaction makes: by far the most of them, and so numbers alone. */
final class NewPairs {
    private final LongIndex byPosting = new LongIndex();
    private final LongIndex byBooking = new LongIndex();
    private long[] postings = new long[64];
    private long[] bookings = new long[64];
    private long[] ids = new long[64];
    private int size;
    private int standing;

    void add(long posting, long booking) {
        if (size == postings.length) {
            postings = Arrays.copyOf(postings, size * 2);
            bookings = Arrays.copyOf(bookings, size * 2);
            ids = Arrays.copyOf(ids, size * 2);
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

    /** Gives each pair that stands its row number. */
    void number(Ids numbers) {
        for (int i = 0; i < size; i++) {
            if (postings[i] != 0) {
                ids[i] = numbers.nextMatch();
            }
        }
    }

    /** Row number of the match that holds an item, 0 for none. */
    long matchOf(Side side, long item) {
        int place = (side == Side.CHAIN ? byPosting : byBooking).get(item);
        return place < 0 ? 0 : ids[place];
    }

    /** Hears pairs. */
    @FunctionalInterface
    interface Each {
        /** One that stands. */
        void pair(long id, long posting, long booking) throws java.sql.SQLException;
    }

    /** Tells of those that stand, in the order of their row numbers. */
    void forEach(Each each) throws java.sql.SQLException {
        for (int i = 0; i < size; i++) {
            if (postings[i] != 0) {
                each.pair(ids[i], postings[i], bookings[i]);
            }
        }
    }
}
