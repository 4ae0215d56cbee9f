package clearing.reconcile;

import static clearing.reconcile.ItemRecords.HAS_BOOKING;
import static clearing.reconcile.ItemRecords.HAS_POSTING;
import static clearing.reconcile.ItemRecords.IS_CARRIED;
import static clearing.reconcile.ItemRecords.IS_CASE;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The items of simple references, kept as numbers: one posting that waits or is carried, one booking that waits, or one of each that
 * agree. Nearly all references are simple all their life. Whatever else happens to a reference takes it out of here, as a {@link
 * Case} ({@link #promote}), for good; its record stays and says so.
 */
final class Front {
    /** Items looked up together, so that the waits for memory overlap. */
    private static final int AHEAD = 64;

    private final ItemRecords records;
    private final int nobody;
    private final Ledger ledger;
    private final Days due;
    private final Days inTime;
    private final List<Ledger.Columns> columns = new ArrayList<>();
    private final Map<AccountKey, Addresses> carried = new HashMap<>();
    private final NavigableMap<Integer, Addresses> waiting = new TreeMap<>();
    /** Most items wait for the same day as the one before. */
    private Addresses lastWaiting = new Addresses();

    private int lastDay = Integer.MIN_VALUE;
    private final long[] hashes = new long[AHEAD];
    private final int[] likely = new int[AHEAD];
    /** First day of the books by number of the account. */
    private long[] firstDays = new long[8];

    private boolean restoring;
    private long closedThrough = Long.MIN_VALUE;
    /** What was seen while looking ahead; keeps the looking from being optimised away. */
    int seen;

    Front(Rules rules, Ledger ledger, long seed) {
        this.records = new ItemRecords(seed);
        this.nobody = records.parties.of("");
        this.ledger = ledger;
        due = new Days(rules.pendingGraceDays());
        inTime = new Days(rules.bookingGraceDays());
        Arrays.fill(firstDays, Long.MIN_VALUE);
    }

    ItemBatch batch() {
        return new ItemBatch(records.keys, records.parties);
    }

    /** Until {@link #settle}, what is alone waits for no day and is counted nowhere, since the other side may be still to come. */
    void restore() {
        restoring = true;
    }

    void closed(LocalDate through) {
        closedThrough = through.toEpochDay();
    }

    /** Takes the items of a batch; those that belong to a case, or make one, go to {@code others}. */
    void take(ItemBatch batch, VerdictSink sink, Consumer<Item> others) {
        for (int from = 0; from < batch.size; from += AHEAD) {
            int to = Math.min(from + AHEAD, batch.size);
            look(batch, from, to);
            for (int i = from; i < to; i++) {
                if (!take(batch, i, hashes[i - from], likely[i - from], sink)) {
                    others.accept(batch.item(i));
                }
            }
        }
    }

    private void look(ItemBatch batch, int from, int to) {
        int count = to - from;
        int sum = 0;
        for (int i = 0; i < count; i++) {
            hashes[i] = records.hash(batch, from + i);
            sum += records.look(hashes[i]);
        }
        for (int i = 0; i < count; i++) {
            likely[i] = records.likely(hashes[i]);
        }
        seen += sum;
    }

    private boolean take(ItemBatch batch, int i, long hash, int expected, VerdictSink sink) {
        int at = records.find(batch, i, hash, expected);
        if (at == 0) {
            return takeFirst(batch, i, hash, sink);
        }
        int flags = records.flags(at);
        if ((flags & IS_CASE) != 0) {
            return false;
        }
        boolean chain = batch.kinds[i] == ItemBatch.CHAIN;
        if ((flags & (chain ? HAS_POSTING : HAS_BOOKING)) != 0) {
            return isRepeated(batch, i, at);
        }
        if (!agrees(batch, i, at)) {
            return false;
        }
        Ledger.Columns tally = columns(batch.keys[i]);
        if (!restoring) {
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
        sink.paired(records.keys.value(batch.keys[i]), records.id(at, true), records.id(at, false));
        return true;
    }

    private boolean takeFirst(ItemBatch batch, int i, long hash, VerdictSink sink) {
        boolean isCarried = batch.kinds[i] == ItemBatch.CHAIN && isBeforeBooks(batch.keys[i], batch.valueDays[i]);
        if (!restoring && !isCarried && due.after(batch.valueDays[i]) <= closedThrough) {
            return false;
        }
        int at = records.enter(batch, i, hash);
        records.place(batch, i, at);
        if (!restoring) {
            stand(at, isCarried, sink);
        }
        return true;
    }

    private boolean isRepeated(ItemBatch batch, int i, int at) {
        boolean chain = batch.kinds[i] == ItemBatch.CHAIN;
        if (records.id(at, chain) != batch.ids[i]) {
            return false;
        }
        Item item = batch.item(i);
        if (!item.equals(chain ? records.posting(at) : records.booking(at))) {
            throw new IllegalArgumentException("item " + item.id() + " came again with other content");
        }
        return true;
    }

    /** Judges as {@link Judge} does a posting and a booking that are alone together. */
    private boolean agrees(ItemBatch batch, int i, int at) {
        boolean chain = batch.kinds[i] == ItemBatch.CHAIN;
        int here = batch.parties[i];
        int there = records.party(at, !chain);
        int valueDay = records.valueDay(at);
        int bookingDay = chain ? records.bookingDay(at) : batch.bookingDays[i];
        return records.minor(at) == batch.minors[i]
                && records.key(at) == batch.keys[i]
                && valueDay == batch.valueDays[i]
                && (here == there || here == nobody || there == nobody)
                && (bookingDay <= valueDay || bookingDay <= inTime.after(valueDay));
    }

    /** Counts an item that is alone, tells of it and notes it for the day that may change it. */
    private void stand(int at, boolean isCarried, VerdictSink sink) {
        boolean chain = (records.flags(at) & HAS_POSTING) != 0;
        int number = records.key(at);
        AccountKey key = records.keys.value(number);
        columns(number)
                .count(
                        chain ? Side.CHAIN : Side.BOOKS,
                        isCarried ? Ledger.CARRIED : Ledger.WAITING,
                        records.minor(at),
                        1);
        if (isCarried) {
            records.flag(at, records.flags(at) | IS_CARRIED);
            carried.computeIfAbsent(key, k -> new Addresses()).add(at);
            sink.carried(records.id(at, true), key);
        } else {
            int valueDay = records.valueDay(at);
            waiting(due.after(valueDay)).add(at);
            sink.pending(chain ? Side.CHAIN : Side.BOOKS, records.id(at, chain), key, due.dateAfter(valueDay));
        }
    }

    private Addresses waiting(int day) {
        if (day != lastDay || lastWaiting.isGone()) {
            lastDay = day;
            lastWaiting = waiting.computeIfAbsent(day, k -> new Addresses());
        }
        return lastWaiting;
    }

    /** After {@link #restore}: judges what is alone; what is overdue goes to {@code overdue} as its normal reference. */
    void settle(VerdictSink sink, Consumer<String> overdue) {
        for (int at = records.after(0); at != 0; at = records.after(at)) {
            int flags = records.flags(at);
            if ((flags & IS_CASE) != 0 || !isAlone(flags)) {
                continue;
            }
            boolean isCarried = (flags & HAS_POSTING) != 0 && isBeforeBooks(records.key(at), records.valueDay(at));
            if (!isCarried && due.after(records.valueDay(at)) <= closedThrough) {
                overdue.accept(records.reference(at));
            } else {
                stand(at, isCarried, sink);
            }
        }
        restoring = false;
    }

    /** References of what waits for a day that is closed now. */
    void overdue(Consumer<String> overdue) {
        while (!waiting.isEmpty() && waiting.firstKey() <= closedThrough) {
            Addresses passed = waiting.pollFirstEntry().getValue();
            passed.leave();
            for (int i = 0; i < passed.size(); i++) {
                if (isWaiting(records.flags(passed.get(i)))) {
                    overdue.accept(records.reference(passed.get(i)));
                }
            }
        }
    }

    /** Notes the first day of an account's books, without consequences. */
    void open(AccountKey key, LocalDate firstDay) {
        int number = records.keys.of(key);
        if (number >= firstDays.length) {
            int before = firstDays.length;
            firstDays = Arrays.copyOf(firstDays, Math.max(number + 1, before * 2));
            Arrays.fill(firstDays, before, firstDays.length, Long.MIN_VALUE);
        }
        firstDays[number] = firstDay.toEpochDay();
    }

    /** An account's books begin earlier than was known; what must be judged again goes to {@code concerned} as its normal reference. */
    void opened(AccountKey key, LocalDate firstDay, VerdictSink sink, Consumer<String> concerned) {
        open(key, firstDay);
        int number = records.keys.of(key);
        Addresses before = carried.remove(key);
        for (int i = 0; before != null && i < before.size(); i++) {
            uncarry(before.get(i), number, sink, concerned);
        }
        // What is due later than the first day is of no value date before it.
        int last = due.after((int) Math.clamp(firstDay.toEpochDay(), -ItemBatch.FARTHEST, ItemBatch.FARTHEST));
        for (Addresses list : waiting.headMap(last, true).values()) {
            for (int i = 0; i < list.size(); i++) {
                int at = list.get(i);
                int flags = records.flags(at);
                if (isWaiting(flags)
                        && (flags & HAS_POSTING) != 0
                        && records.key(at) == number
                        && isBeforeBooks(number, records.valueDay(at))) {
                    columns(number).count(Side.CHAIN, Ledger.WAITING, records.minor(at), -1);
                    stand(at, true, sink);
                }
            }
        }
    }

    private void uncarry(int at, int number, VerdictSink sink, Consumer<String> concerned) {
        int flags = records.flags(at);
        if ((flags & IS_CASE) != 0 || (flags & IS_CARRIED) == 0) {
            return;
        }
        if (isBeforeBooks(number, records.valueDay(at))) {
            carried.computeIfAbsent(records.keys.value(number), k -> new Addresses())
                    .add(at);
        } else if (due.after(records.valueDay(at)) <= closedThrough) {
            concerned.accept(records.reference(at));
        } else {
            columns(number).count(Side.CHAIN, Ledger.CARRIED, records.minor(at), -1);
            records.flag(at, flags & ~IS_CARRIED);
            stand(at, false, sink);
        }
    }

    /** Whether anything was ever heard of a reference in normal form. */
    boolean knows(String reference) {
        return records.find(reference) != 0;
    }

    /** Makes a reference in normal form the affair of a case, and fills the case with what was known here. */
    void promote(String reference, Case into) {
        int at = records.findOrEnter(reference);
        if (at == 0 || (records.flags(at) & IS_CASE) != 0) {
            return;
        }
        int flags = records.flags(at);
        records.flag(at, flags | IS_CASE);
        if ((flags & HAS_POSTING) != 0) {
            into.postings.add(records.posting(at));
        }
        if ((flags & HAS_BOOKING) != 0) {
            into.bookings.add(records.booking(at));
        }
        into.judgedSize = into.size();
        into.local = known(into, flags);
        into.told = into.local;
    }

    private List<Finding> known(Case of, int flags) {
        if (of.size() == 2) {
            return List.of(Finding.agreed(Rules.BY_REFERENCE, of.postings.getFirst(), of.bookings.getFirst()));
        }
        if (of.size() == 0 || restoring) {
            return List.of();
        }
        if ((flags & IS_CARRIED) != 0) {
            return List.of(Finding.carried(of.postings.getFirst()));
        }
        return List.of(Finding.waiting(of.postings.isEmpty() ? of.bookings.getFirst() : of.postings.getFirst()));
    }

    private boolean isBeforeBooks(int key, int valueDay) {
        return key < firstDays.length && valueDay < firstDays[key];
    }

    private static boolean isWaiting(int flags) {
        return (flags & (IS_CASE | IS_CARRIED)) == 0 && isAlone(flags);
    }

    private static boolean isAlone(int flags) {
        int sides = flags & (HAS_POSTING | HAS_BOOKING);
        return sides == HAS_POSTING || sides == HAS_BOOKING;
    }

    private Ledger.Columns columns(int key) {
        while (columns.size() <= key) {
            columns.add(ledger.of(records.keys.value(columns.size())));
        }
        return columns.get(key);
    }
}
