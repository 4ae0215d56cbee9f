package clearing.reconcile;

import java.time.LocalDate;
import java.util.List;

/**
 * Records of a reference on one account and asset, with at most one posting and one booking, which agree where both are there: so
 * account, asset, amount and value date stand once. The first record of a reference is found by its normal form; those of further
 * accounts and assets, as of a delivery against payment, hang on it.
 */
final class ItemRecords {
    static final int HAS_POSTING = 1;
    static final int HAS_BOOKING = 2;
    static final int IS_REVERSAL = 4;
    static final int IS_CARRIED = 8;
    static final int IS_CASE = 16;
    /** About to become a case, as an item of it could not be taken here; of a first record. */
    static final int IS_LEAVING = 64;
    /** In every record, so that its head is never 0. */
    private static final int KNOWN = 32;

    static final int POSTING = 0;
    static final int BOOKING = 1;
    static final int MINOR = 2;
    /** Value date, booking date. */
    private static final int DAYS = 3;
    /** Counterparty of the posting, of the booking. */
    private static final int PARTIES = 4;
    /** Account and asset; length of the reference; flags. */
    private static final int HEAD = 5;
    /** The record of another account or asset of the same reference; the references as they were written. Either may be 0. */
    private static final int LINKS = 6;

    private static final int REFERENCE = 7;
    /** The half of the links that leads on. */
    private static final long NEXT = 0xffff_ffff_0000_0000L;

    private final Ordinals<AccountKey> keys;
    private final Ordinals<String> parties;
    private final Records records = new Records();
    private final Records raws = new Records();
    private final Slots slots = new Slots(records, HEAD, REFERENCE);
    private final ReferenceWords code = new ReferenceWords();
    private final long seed;

    /**
     * @param keys numbers of accounts and assets
     * @param parties numbers of counterparties
     * @param seed of the hash
     */
    ItemRecords(Ordinals<AccountKey> keys, Ordinals<String> parties, long seed) {
        this.keys = keys;
        this.parties = parties;
        this.seed = seed;
    }

    /** Brings the hash's slots into the cache; the number means nothing. */
    int look(long hash) {
        return slots.look(hash);
    }

    /** The record that a hash nearly always means when there is one, and its head brought into the cache; 0 for surely none. */
    int likely(long hash) {
        int at = slots.likely(hash);
        return at != 0 && records.get(at, HEAD) != 0 ? at : 0;
    }

    /** The first record of a batch's reference, 0 for none. */
    int find(ItemBatch batch, int i, long hash, int likely) {
        int length = batch.lengths[i];
        int count = ReferenceWords.words(length);
        return likely != 0 && slots.holds(likely, batch.words, batch.wordAt[i], count, length)
                ? likely
                : slots.find(hash, batch.words, batch.wordAt[i], count, length);
    }

    /** The part of a reference in normal form. */
    int part(String normal) {
        return code.exact(normal) ? ReferenceWords.part(code.words, code.count) : 0;
    }

    /** The first record of a reference in normal form, 0 for none. */
    int find(String normal) {
        if (!code.exact(normal)) {
            return 0;
        }
        long hash = ReferenceWords.hash(code.words, 0, code.count, code.length, seed);
        return slots.find(hash, code.words, 0, code.count, code.length);
    }

    /** The first record of a reference in normal form, a new one where there was none; 0 when it is too long to be here. */
    int findOrEnter(String normal) {
        if (!code.exact(normal)) {
            return 0;
        }
        long hash = ReferenceWords.hash(code.words, 0, code.count, code.length, seed);
        int at = slots.find(hash, code.words, 0, code.count, code.length);
        if (at == 0) {
            at = record(code.words, 0, code.length, 0);
            slots.add(hash, at);
        }
        return at;
    }

    /** The first record of a batch's reference, without its item. */
    int enter(ItemBatch batch, int i, long hash) {
        int at = record(batch.words, batch.wordAt[i], batch.lengths[i], batch.keys[i]);
        slots.add(hash, at);
        return at;
    }

    /** A further record of a batch's reference, for another account or asset, without its item. */
    int hang(ItemBatch batch, int i, int first) {
        int at = record(batch.words, batch.wordAt[i], batch.lengths[i], batch.keys[i]);
        records.set(at, LINKS, records.get(first, LINKS) & NEXT);
        records.set(first, LINKS, (long) at << 32 | records.get(first, LINKS) & ~NEXT);
        return at;
    }

    private int record(long[] words, int wordAt, int length, int key) {
        int count = ReferenceWords.words(length);
        int at = records.allocate(REFERENCE + count);
        System.arraycopy(words, wordAt, records.chunk(at), Records.offset(at) + REFERENCE, count);
        records.set(at, HEAD, (long) key << 32 | (length & 0xff_ffffL) << 8 | KNOWN);
        return at;
    }

    /** The next record of the same reference, 0 for none. */
    int next(int at) {
        return (int) (records.get(at, LINKS) >>> 32);
    }

    /** Puts a batch's item into its record. */
    void place(ItemBatch batch, int i, int at) {
        boolean chain = batch.kinds[i] == ItemBatch.CHAIN;
        long[] chunk = records.chunk(at);
        int offset = Records.offset(at);
        long party = batch.parties[i];
        chunk[offset + (chain ? POSTING : BOOKING)] = batch.ids[i];
        chunk[offset + MINOR] = batch.minors[i];
        chunk[offset + PARTIES] |= chain ? party << 32 : party;
        int bookingDay = chain ? (int) chunk[offset + DAYS] : batch.bookingDays[i];
        chunk[offset + DAYS] = (long) batch.valueDays[i] << 32 | bookingDay & 0xffff_ffffL;
        int reversal = batch.kinds[i] == ItemBatch.REVERSAL ? IS_REVERSAL : 0;
        chunk[offset + HEAD] |= (chain ? HAS_POSTING : HAS_BOOKING) | reversal;
        String raw = batch.raw(i);
        if (!raw.isEmpty()) {
            int both = (int) chunk[offset + LINKS];
            if (both == 0) {
                both = raws.allocate(2);
                chunk[offset + LINKS] |= both & 0xffff_ffffL;
            }
            raws.set(both, chain ? 0 : 1, raw(raw));
        }
    }

    private int raw(String text) {
        if (!code.exact(text)) {
            throw new IllegalArgumentException("a reference is longer than " + ReferenceWords.LONGEST);
        }
        int at = raws.allocate(1 + code.count);
        raws.set(at, 0, code.length);
        System.arraycopy(code.words, 0, raws.chunk(at), Records.offset(at) + 1, code.count);
        return at;
    }

    /** The record after another one, the first after 0; 0 when there is no more. */
    int after(int at) {
        int next = at == 0 ? 1 : at + REFERENCE + ReferenceWords.words(length(at));
        if (at != 0 && next >>> Records.BITS != at >>> Records.BITS) {
            return following(next);
        }
        return Records.offset(next) + HEAD < Records.WORDS && records.get(next, HEAD) != 0 ? next : following(next);
    }

    private int following(int at) {
        int next = Records.offset(at) == 0 ? at : (at >>> Records.BITS) + 1 << Records.BITS;
        return next >>> Records.BITS < records.chunks() && records.get(next, HEAD) != 0 ? next : 0;
    }

    long id(int at, boolean chain) {
        return records.get(at, chain ? POSTING : BOOKING);
    }

    long minor(int at) {
        return records.get(at, MINOR);
    }

    int key(int at) {
        return (int) (records.get(at, HEAD) >>> 32);
    }

    int valueDay(int at) {
        return (int) (records.get(at, DAYS) >>> 32);
    }

    int bookingDay(int at) {
        return (int) records.get(at, DAYS);
    }

    int party(int at, boolean chain) {
        long both = records.get(at, PARTIES);
        return chain ? (int) (both >>> 32) : (int) both;
    }

    int flags(int at) {
        return (int) records.get(at, HEAD) & 0xff;
    }

    void flag(int at, int flags) {
        records.set(at, HEAD, records.get(at, HEAD) & ~0xffL | flags);
    }

    private int length(int at) {
        return (int) records.get(at, HEAD) >>> 8;
    }

    /** The reference in normal form. */
    String reference(int at) {
        return ReferenceWords.text(records.chunk(at), Records.offset(at) + REFERENCE, length(at));
    }

    private String written(int at, boolean chain) {
        int both = (int) records.get(at, LINKS);
        int raw = both == 0 ? 0 : (int) raws.get(both, chain ? 0 : 1);
        return raw == 0
                ? reference(at)
                : ReferenceWords.text(raws.chunk(raw), Records.offset(raw) + 1, (int) raws.get(raw, 0));
    }

    /** The posting, as it was given. */
    Posting posting(int at) {
        return new Posting(
                Long.toString(id(at, true)),
                keys.value(key(at)),
                minor(at),
                written(at, true),
                parties.value(party(at, true)),
                LocalDate.ofEpochDay(valueDay(at)));
    }

    /** The booking, as it was given. */
    Booking booking(int at) {
        return new Booking(
                Long.toString(id(at, false)),
                keys.value(key(at)),
                minor(at),
                List.of(written(at, false)),
                parties.value(party(at, false)),
                LocalDate.ofEpochDay(bookingDay(at)),
                LocalDate.ofEpochDay(valueDay(at)),
                (flags(at) & IS_REVERSAL) != 0);
    }
}
