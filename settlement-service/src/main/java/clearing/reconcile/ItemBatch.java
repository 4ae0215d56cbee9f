package clearing.reconcile;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Items as columns: what files and groups of blocks hand to {@link Reconciler#onBatch}. It belongs to the engine that made it
 * ({@link Reconciler#batch}), is filled, given and filled again. Items are numbered from 1 on by the caller, each side by itself.
 */
public final class ItemBatch {
    /** Days beyond this many from 1970 do not fit a column. */
    static final long FARTHEST = 1 << 30;

    static final byte CHAIN = 0;
    static final byte BOOKS = 1;
    static final byte REVERSAL = 3;

    final Ordinals<AccountKey> keyNumbers;
    final Ordinals<String> partyNumbers;
    private final long seed;
    private final ReferenceWords code = new ReferenceWords();
    private final Map<Integer, String> raws = new HashMap<>();

    int size;
    long[] ids = new long[64];
    long[] minors = new long[64];
    int[] keys = new int[64];
    int[] parties = new int[64];
    int[] valueDays = new int[64];
    int[] bookingDays = new int[64];
    byte[] kinds = new byte[64];
    /** Part of the engine that keeps the item's reference. */
    byte[] parts = new byte[64];
    /** Hashes of the references, under the engine's seed. */
    long[] hashes = new long[64];

    int[] lengths = new int[64];
    int[] wordAt = new int[64];
    long[] words = new long[256];
    private int wordCount;

    ItemBatch(Ordinals<AccountKey> keyNumbers, Ordinals<String> partyNumbers, long seed) {
        this.seed = seed;
        this.keyNumbers = keyNumbers;
        this.partyNumbers = partyNumbers;
    }

    /** Number of items. */
    public int size() {
        return size;
    }

    /** Takes all items out. */
    public void clear() {
        size = 0;
        wordCount = 0;
        raws.clear();
    }

    /**
     * Adds a posting.
     *
     * @return false when it does not fit a column, as it has no reference or a strange date: give it as a {@link Posting}
     */
    public boolean posting(
            long id, AccountKey key, long amountMinor, String reference, String counterparty, LocalDate valueDate) {
        return add(CHAIN, id, key, amountMinor, reference, counterparty, valueDate, valueDate);
    }

    /**
     * Adds a booking with one reference.
     *
     * @return false when it does not fit a column: give it as a {@link Booking}
     */
    public boolean booking(
            long id,
            AccountKey key,
            long amountMinor,
            String reference,
            String counterparty,
            LocalDate bookingDate,
            LocalDate valueDate,
            boolean reversal) {
        return add(reversal ? REVERSAL : BOOKS, id, key, amountMinor, reference, counterparty, bookingDate, valueDate);
    }

    /** Adds an item whose id is a number; false for others, and when it does not fit: give it as it is. */
    public boolean add(Item item) {
        long id = number(item.id());
        return id > 0
                && switch (item) {
                    case Posting p ->
                        posting(id, p.key(), p.amountMinor(), p.reference(), p.counterparty(), p.valueDate());
                    case Booking b ->
                        b.references().size() == 1
                                && b.text().isEmpty()
                                && booking(
                                        id,
                                        b.key(),
                                        b.amountMinor(),
                                        b.references().getFirst(),
                                        b.counterparty(),
                                        b.bookingDate(),
                                        b.valueDate(),
                                        b.reversal());
                };
    }

    private boolean add(
            byte kind,
            long id,
            AccountKey key,
            long amountMinor,
            String reference,
            String counterparty,
            LocalDate bookingDate,
            LocalDate valueDate) {
        long value = valueDate.toEpochDay();
        long booking = bookingDate.toEpochDay();
        if (!code.normal(reference)
                || reference.length() > ReferenceWords.LONGEST
                || Math.abs(value) > FARTHEST
                || Math.abs(booking) > FARTHEST) {
            return false;
        }
        room();
        int i = size++;
        ids[i] = id;
        minors[i] = amountMinor;
        keys[i] = keyNumbers.of(key);
        parties[i] = partyNumbers.of(counterparty);
        valueDays[i] = (int) value;
        bookingDays[i] = (int) booking;
        kinds[i] = kind;
        parts[i] = (byte) ReferenceWords.part(code.words, code.count);
        hashes[i] = ReferenceWords.hash(code.words, 0, code.count, code.length, seed);
        lengths[i] = code.length;
        wordAt[i] = wordCount;
        System.arraycopy(code.words, 0, words, wordCount, code.count);
        wordCount += code.count;
        if (code.rewritten) {
            raws.put(i, reference);
        }
        return true;
    }

    private void room() {
        if (size == ids.length) {
            int wider = size * 2;
            ids = Arrays.copyOf(ids, wider);
            minors = Arrays.copyOf(minors, wider);
            keys = Arrays.copyOf(keys, wider);
            parties = Arrays.copyOf(parties, wider);
            valueDays = Arrays.copyOf(valueDays, wider);
            bookingDays = Arrays.copyOf(bookingDays, wider);
            kinds = Arrays.copyOf(kinds, wider);
            parts = Arrays.copyOf(parts, wider);
            hashes = Arrays.copyOf(hashes, wider);
            lengths = Arrays.copyOf(lengths, wider);
            wordAt = Arrays.copyOf(wordAt, wider);
        }
        if (wordCount + code.count > words.length) {
            words = Arrays.copyOf(words, Math.max(words.length * 2, wordCount + code.count));
        }
    }

    /** The reference as it was given, when that is not its normal form; else empty. */
    String raw(int i) {
        return raws.isEmpty() ? "" : raws.getOrDefault(i, "");
    }

    /** An item as an object. */
    Item item(int i) {
        String raw = raw(i);
        String reference = raw.isEmpty() ? ReferenceWords.text(words, wordAt[i], lengths[i]) : raw;
        AccountKey key = keyNumbers.value(keys[i]);
        String party = partyNumbers.value(parties[i]);
        LocalDate value = LocalDate.ofEpochDay(valueDays[i]);
        String id = Long.toString(ids[i]);
        return kinds[i] == CHAIN
                ? new Posting(id, key, minors[i], reference, party, value)
                : new Booking(
                        id,
                        key,
                        minors[i],
                        List.of(reference),
                        party,
                        LocalDate.ofEpochDay(bookingDays[i]),
                        value,
                        kinds[i] == REVERSAL);
    }

    /** The number that an id is, 0 when it is none or is written in another way than numbers are here. */
    private static long number(String id) {
        int size = id.length();
        if (size == 0 || size > 18 || id.charAt(0) == '0') {
            return 0;
        }
        long number = 0;
        for (int i = 0; i < size; i++) {
            int digit = id.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
