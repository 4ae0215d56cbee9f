package clearing.reconcile;

import static clearing.reconcile.ItemRecords.HAS_BOOKING;
import static clearing.reconcile.ItemRecords.HAS_POSTING;
import static clearing.reconcile.ItemRecords.IS_CARRIED;
import static clearing.reconcile.ItemRecords.IS_CASE;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * The items of simple references, kept as numbers: on each account and asset one posting that waits or is carried, one booking that
 * waits, or one of each that agree. Nearly all references are simple all their life. Whatever else happens to a reference takes it out
 * of here, as a {@link Case} ({@link #promote}), for good; its records stay and say so.
 *
 * <p>References are divided into parts, which take their items of a large batch at the same time. What they say is put in the order of
 * the items again, so nobody can tell.
 */
final class Front {
    /** Smaller batches are not worth a second thread. */
    private static final int LARGE = 4_096;
    /** Items of which is told before the next ones are taken: few enough to stay in the cache. */
    private static final int SLICE = 32_768;

    final Ordinals<AccountKey> keys = new Ordinals<>();
    final Ordinals<String> parties = new Ordinals<>();
    final int nobody;
    boolean restoring;
    long closedThrough = Long.MIN_VALUE;
    private final FrontPart[] parts = new FrontPart[1 << ReferenceWords.PART_BITS];
    private final Days due;
    private final long seed;
    /** First day of the books by number of the account. */
    private long[] firstDays = new long[8];

    Front(Rules rules, Ledger ledger, long seed) {
        this.seed = seed;
        nobody = parties.of("");
        due = new Days(rules.pendingGraceDays());
        for (int i = 0; i < parts.length; i++) {
            parts[i] = new FrontPart(this, i, rules, ledger.part(), seed);
        }
        Arrays.fill(firstDays, Long.MIN_VALUE);
    }

    ItemBatch batch() {
        return new ItemBatch(keys, parties, seed);
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
        for (int from = 0; from < batch.size; from += SLICE) {
            take(batch, from, Math.min(from + SLICE, batch.size), sink, others);
        }
    }

    private void take(ItemBatch batch, int from, int to, VerdictSink sink, Consumer<Item> others) {
        if (to - from >= LARGE) {
            Arrays.stream(parts).parallel().forEach(part -> part.take(batch, from, to));
        } else if (to - from == 1) {
            parts[batch.parts[from]].take(batch, from, to);
        } else {
            for (FrontPart part : parts) {
                part.take(batch, from, to);
            }
        }
        for (int item = from; item < to; item++) {
            Told told = parts[batch.parts[item]].told;
            if (told.isNext(item)) {
                say(batch, item, told, sink, others);
                told.pass();
            }
        }
    }

    private void say(ItemBatch batch, int i, Told told, VerdictSink sink, Consumer<Item> others) {
        long id = batch.ids[i];
        boolean chain = batch.kinds[i] == ItemBatch.CHAIN;
        switch (told.kind()) {
            case Told.PAIRED -> {
                long other = told.other();
                sink.paired(keys.value(batch.keys[i]), chain ? id : other, chain ? other : id);
            }
            case Told.PENDING ->
                sink.pending(
                        chain ? Side.CHAIN : Side.BOOKS,
                        id,
                        keys.value(batch.keys[i]),
                        due.dateAfter(batch.valueDays[i]));
            case Told.CARRIED -> sink.carried(id, keys.value(batch.keys[i]));
            default -> others.accept(batch.item(i));
        }
    }

    /**
     * After {@link #restore}: judges what is alone; what is overdue goes to {@code overdue} as its normal reference, before anything of
     * that reference is counted.
     */
    void settle(VerdictSink sink, Consumer<String> overdue) {
        for (FrontPart part : parts) {
            ItemRecords records = part.records;
            for (int at = records.after(0); at != 0; at = records.after(at)) {
                if (isWaiting(records.flags(at))
                        && !isCarried(records, at)
                        && due.after(records.valueDay(at)) <= closedThrough) {
                    overdue.accept(records.reference(at));
                }
            }
            for (int at = records.after(0); at != 0; at = records.after(at)) {
                if (isWaiting(records.flags(at))) {
                    stand(part, at, isCarried(records, at), sink);
                }
            }
        }
        restoring = false;
    }

    private boolean isCarried(ItemRecords records, int at) {
        return (records.flags(at) & HAS_POSTING) != 0 && isBeforeBooks(records.key(at), records.valueDay(at));
    }

    /** References of what waits for a day that is closed now. */
    void overdue(Consumer<String> overdue) {
        for (OptionalInt day = firstDay(); day.isPresent() && day.getAsInt() <= closedThrough; day = firstDay()) {
            for (FrontPart part : parts) {
                Addresses passed = part.alone.takeWaiting(day.getAsInt());
                for (int i = 0; i < passed.size(); i++) {
                    if (isWaiting(part.records.flags(passed.get(i)))) {
                        overdue.accept(part.records.reference(passed.get(i)));
                    }
                }
            }
        }
    }

    private OptionalInt firstDay() {
        return Arrays.stream(parts)
                .map(part -> part.alone.firstDay())
                .filter(OptionalInt::isPresent)
                .mapToInt(OptionalInt::getAsInt)
                .min();
    }

    /** Notes the first day of an account's books, without consequences. */
    void open(AccountKey key, LocalDate firstDay) {
        int number = keys.of(key);
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
        int number = keys.of(key);
        // What is due later than the first day is of no value date before it.
        int last = due.after((int) Math.clamp(firstDay.toEpochDay(), -ItemBatch.FARTHEST, ItemBatch.FARTHEST));
        for (FrontPart part : parts) {
            part.alone.takeCarried(number).ifPresent(before -> {
                for (int i = 0; i < before.size(); i++) {
                    uncarry(part, before.get(i), number, sink, concerned);
                }
            });
            for (Addresses list : part.alone.waitingUntil(last)) {
                for (int i = 0; i < list.size(); i++) {
                    carryWaiting(part, list.get(i), number, sink);
                }
            }
        }
    }

    private void carryWaiting(FrontPart part, int at, int number, VerdictSink sink) {
        ItemRecords records = part.records;
        int flags = records.flags(at);
        if (isWaiting(flags)
                && (flags & HAS_POSTING) != 0
                && records.key(at) == number
                && isBeforeBooks(number, records.valueDay(at))) {
            part.columns(number).count(Side.CHAIN, Ledger.WAITING, records.minor(at), -1);
            stand(part, at, true, sink);
        }
    }

    private void uncarry(FrontPart part, int at, int number, VerdictSink sink, Consumer<String> concerned) {
        ItemRecords records = part.records;
        int flags = records.flags(at);
        if ((flags & IS_CASE) != 0 || (flags & IS_CARRIED) == 0) {
            return;
        }
        if (isBeforeBooks(number, records.valueDay(at))) {
            part.alone.carry(number, at);
        } else if (due.after(records.valueDay(at)) <= closedThrough) {
            concerned.accept(records.reference(at));
        } else {
            part.columns(number).count(Side.CHAIN, Ledger.CARRIED, records.minor(at), -1);
            records.flag(at, flags & ~IS_CARRIED);
            stand(part, at, false, sink);
        }
    }

    private void stand(FrontPart part, int at, boolean isCarried, VerdictSink sink) {
        part.stand(at, isCarried);
        ItemRecords records = part.records;
        boolean chain = (records.flags(at) & HAS_POSTING) != 0;
        AccountKey key = keys.value(records.key(at));
        if (isCarried) {
            sink.carried(records.id(at, true), key);
        } else {
            sink.pending(
                    chain ? Side.CHAIN : Side.BOOKS, records.id(at, chain), key, due.dateAfter(records.valueDay(at)));
        }
    }

    /** Whether anything was ever heard of a reference in normal form. */
    boolean knows(String reference) {
        return part(reference).records.find(reference) != 0;
    }

    /** Makes a reference in normal form the affair of a case, and fills the case with what was known here. */
    void promote(String reference, Case into) {
        part(reference).promote(reference, into);
    }

    private FrontPart part(String reference) {
        return parts[parts[0].records.part(reference)];
    }

    boolean isBeforeBooks(int key, int valueDay) {
        return key < firstDays.length && valueDay < firstDays[key];
    }

    private static boolean isWaiting(int flags) {
        return (flags & (IS_CASE | IS_CARRIED)) == 0 && isAlone(flags);
    }

    private static boolean isAlone(int flags) {
        int sides = flags & (HAS_POSTING | HAS_BOOKING);
        return sides == HAS_POSTING || sides == HAS_BOOKING;
    }
}
