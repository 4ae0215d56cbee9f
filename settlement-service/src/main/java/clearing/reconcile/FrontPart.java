package clearing.reconcile;

import static clearing.reconcile.ItemRecords.HAS_BOOKING;
import static clearing.reconcile.ItemRecords.HAS_POSTING;
import static clearing.reconcile.ItemRecords.IS_CARRIED;
import static clearing.reconcile.ItemRecords.IS_CASE;
import static clearing.reconcile.ItemRecords.IS_LEAVING;

import java.util.ArrayList;
import java.util.List;

/**
 * The references of one part of the {@link Front}, which only one thread works on at a time. It decides about items and notes what there
 * is to say; the front says it.
 */
final class FrontPart {
    /** Items looked up together, so that the waits for memory overlap. */
    private static final int AHEAD = 64;
    /** A reference of more accounts and assets than this is a case. */
    private static final int MOST_RECORDS = 8;

    final ItemRecords records;
    final StandingAlone alone;
    final Told told = new Told();
    private final Front front;
    private final int part;
    private final Ledger ledger;
    private final Days inTime;
    private final List<Ledger.Columns> columns = new ArrayList<>();
    private final int[] items = new int[AHEAD];
    private final long[] hashes = new long[AHEAD];
    private final int[] likely = new int[AHEAD];
    /** What was seen while looking ahead; keeps the looking from being optimised away. */
    int seen;

    FrontPart(Front front, int part, Rules rules, Ledger ledger, long seed) {
        this.front = front;
        this.part = part;
        this.ledger = ledger;
        records = new ItemRecords(front.keys, front.parties, seed);
        alone = new StandingAlone(rules);
        inTime = new Days(rules.bookingGraceDays());
    }

    /** Takes those items of a part of a batch whose references are kept here. */
    void take(ItemBatch batch, int from, int to) {
        told.clear();
        int found = 0;
        for (int i = from; i < to; i++) {
            if (batch.parts[i] == part) {
                items[found++] = i;
                if (found == AHEAD) {
                    take(batch, found);
                    found = 0;
                }
            }
        }
        take(batch, found);
    }

    private void take(ItemBatch batch, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            hashes[i] = batch.hashes[items[i]];
            sum += records.look(hashes[i]);
        }
        for (int i = 0; i < count; i++) {
            likely[i] = records.likely(hashes[i]);
        }
        seen += sum;
        for (int i = 0; i < count; i++) {
            take(batch, items[i], hashes[i], likely[i]);
        }
    }

    private void take(ItemBatch batch, int i, long hash, int expected) {
        int first = records.find(batch, i, hash, expected);
        if (first == 0) {
            takeAlone(batch, i, records.enter(batch, i, hash), true);
            return;
        }
        int head = records.flags(first);
        if ((head & (IS_CASE | IS_LEAVING)) != 0) {
            told.add(i, Told.OTHER, 0);
            return;
        }
        int at = first;
        int passed = 1;
        while (records.key(at) != batch.keys[i]) {
            requireOtherId(batch, i, at);
            int next = records.next(at);
            if (next == 0) {
                if (passed == MOST_RECORDS) {
                    leave(i, first);
                } else {
                    takeAlone(batch, i, first, false);
                }
                return;
            }
            passed++;
            at = next;
        }
        takeSecond(batch, i, first, at);
    }

    /** An item of a reference that has none of this account and asset yet. */
    private void takeAlone(ItemBatch batch, int i, int first, boolean entered) {
        boolean isCarried = batch.kinds[i] == ItemBatch.CHAIN && front.isBeforeBooks(batch.keys[i], batch.valueDays[i]);
        if (!front.restoring && !isCarried && alone.due.after(batch.valueDays[i]) <= front.closedThrough) {
            leave(i, first);
            return;
        }
        int at = entered ? first : records.hang(batch, i, first);
        records.place(batch, i, at);
        if (!front.restoring) {
            stand(at, isCarried);
            told.add(i, isCarried ? Told.CARRIED : Told.PENDING, 0);
        }
    }

    private void takeSecond(ItemBatch batch, int i, int first, int at) {
        boolean chain = batch.kinds[i] == ItemBatch.CHAIN;
        int flags = records.flags(at);
        if ((flags & (chain ? HAS_POSTING : HAS_BOOKING)) != 0) {
            if (!isRepeated(batch, i, at)) {
                leave(i, first);
            }
            return;
        }
        if (!agrees(batch, i, at)) {
            leave(i, first);
            return;
        }
        Ledger.Columns tally = columns(batch.keys[i]);
        if (!front.restoring) {
            tally.count(
                    chain ? Side.BOOKS : Side.CHAIN,
                    (flags & IS_CARRIED) != 0 ? Ledger.CARRIED : Ledger.WAITING,
                    batch.minors[i],
                    -1);
        }
        tally.count(Side.CHAIN, Ledger.MATCHED, batch.minors[i], 1);
        tally.count(Side.BOOKS, Ledger.MATCHED, batch.minors[i], 1);
        records.flag(at, flags & ~IS_CARRIED);
        records.place(batch, i, at);
        told.add(i, Told.PAIRED, records.id(at, !chain));
    }

    /** The item and all that follow of its reference are the affair of a case. */
    private void leave(int i, int first) {
        records.flag(first, records.flags(first) | IS_LEAVING);
        told.add(i, Told.OTHER, 0);
    }

    private boolean isRepeated(ItemBatch batch, int i, int at) {
        boolean chain = batch.kinds[i] == ItemBatch.CHAIN;
        if (records.id(at, chain) != batch.ids[i]) {
            return false;
        }
        Item item = batch.item(i);
        if (!item.equals(chain ? records.posting(at) : records.booking(at))) {
            throw cameAgain(batch.ids[i]);
        }
        return true;
    }

    private void requireOtherId(ItemBatch batch, int i, int at) {
        boolean chain = batch.kinds[i] == ItemBatch.CHAIN;
        if (records.id(at, chain) == batch.ids[i]) {
            throw cameAgain(batch.ids[i]);
        }
    }

    private static IllegalArgumentException cameAgain(long id) {
        return new IllegalArgumentException("item " + id + " came again with other content");
    }

    /** Judges as {@link Judge} does a posting and a booking that are alone together. */
    private boolean agrees(ItemBatch batch, int i, int at) {
        boolean chain = batch.kinds[i] == ItemBatch.CHAIN;
        int here = batch.parties[i];
        int there = records.party(at, !chain);
        int valueDay = records.valueDay(at);
        int bookingDay = chain ? records.bookingDay(at) : batch.bookingDays[i];
        return records.minor(at) == batch.minors[i]
                && valueDay == batch.valueDays[i]
                && (here == there || here == front.nobody || there == front.nobody)
                && (bookingDay <= valueDay || bookingDay <= inTime.after(valueDay));
    }

    /** Counts an item that is alone and notes it for the day that may change it. */
    void stand(int at, boolean isCarried) {
        boolean chain = (records.flags(at) & HAS_POSTING) != 0;
        int key = records.key(at);
        columns(key)
                .count(
                        chain ? Side.CHAIN : Side.BOOKS,
                        isCarried ? Ledger.CARRIED : Ledger.WAITING,
                        records.minor(at),
                        1);
        if (isCarried) {
            records.flag(at, records.flags(at) | IS_CARRIED);
            alone.carry(key, at);
        } else {
            alone.await(records.valueDay(at), at);
        }
    }

    /** Puts a reference in normal form, with all its records, into a case. */
    void promote(String reference, Case into) {
        int first = records.findOrEnter(reference);
        if (first == 0 || (records.flags(first) & IS_CASE) != 0) {
            return;
        }
        List<Finding> known = new ArrayList<>(2);
        for (int at = first; at != 0; at = records.next(at)) {
            int flags = records.flags(at);
            records.flag(at, flags & ~IS_LEAVING | IS_CASE);
            switch (flags & (HAS_POSTING | HAS_BOOKING)) {
                case HAS_POSTING | HAS_BOOKING -> {
                    Posting posting = records.posting(at);
                    Booking booking = records.booking(at);
                    into.postings.add(posting);
                    into.bookings.add(booking);
                    known.add(Finding.agreed(Rules.BY_REFERENCE, posting, booking));
                }
                case HAS_POSTING -> {
                    Posting posting = records.posting(at);
                    into.postings.add(posting);
                    known(flags, posting, known);
                }
                case HAS_BOOKING -> {
                    Booking booking = records.booking(at);
                    into.bookings.add(booking);
                    known(flags, booking, known);
                }
                default -> {}
            }
        }
        into.judgedSize = into.size();
        into.local = known;
        into.told = known;
    }

    private void known(int flags, Item only, List<Finding> known) {
        if (front.restoring) {
            return;
        }
        known.add(
                only instanceof Posting posting && (flags & IS_CARRIED) != 0
                        ? Finding.carried(posting)
                        : Finding.waiting(only));
    }

    Ledger.Columns columns(int key) {
        while (columns.size() <= key) {
            columns.add(ledger.of(front.keys.value(columns.size())));
        }
        return columns.get(key);
    }
}
