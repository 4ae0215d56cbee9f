package clearing.kernel.trade;

import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.codec.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Trades of one author against one counterparty, as one immutable value over its canonical bytes. Settlement reads single fields
 * straight from the bytes, as a round looks at tens of thousands of trades.
 *
 * <pre>
 * page   := format u8 | lane text | author text | counterparty text | number i32 | count u16 | record{count}
 * record := kind u8 | flags u8 | priority u8 | author account u8 | counterparty account u8 | 0 u8
 *         | delivery asset u16 | delivery amount i64 | payment asset u16 | payment amount i64
 *         | trade date i32 | value date i32 | reference 16 bytes, zero-filled | commitment 32 bytes
 *         | named page i32 | named index u16                                                          (88 bytes)
 * flags  := 1 author delivers | 2 is a reversal | 4 the reversed trade's page has the same author | 8 amends a trade
 * </pre>
 *
 * Format 1 has no amended trade, format 2 at least one. The named trade is the one reversed or amended; none is 0 and 0. Dates are days
 * since 1970-01-01. A payment leg that does not exist is asset 0xFFFF with amount 0.
 */
public final class TradePage {
    public static final int MAX_TRADES = 2_000;
    public static final int RECORD_BYTES = 88;
    public static final int COMMITMENT_BYTES = 32;
    /** The largest page there can be, with names of full length. */
    public static final int MAX_BYTES = RECORD_BYTES * MAX_TRADES + 1_024;

    private static final int PLAIN = 1;
    private static final int WITH_AMENDMENTS = 2;
    private static final int NO_ASSET = 0xFFFF;
    private static final int AUTHOR_DELIVERS = 1;
    private static final int REVERSAL = 2;
    private static final int REVERSAL_BY_AUTHOR = 4;
    private static final int AMENDMENT = 8;

    private final PageId id;
    private final int count;
    private final int firstRecord;
    private final byte[] bytes;

    private TradePage(PageId id, int count, int firstRecord, byte[] bytes) {
        this.id = id;
        this.count = count;
        this.firstRecord = firstRecord;
        this.bytes = bytes;
    }

    /**
     * @throws IllegalArgumentException when there are none or more than {@link #MAX_TRADES}
     * @throws MalformedInput when a trade has no canonical form, such as a reference that is too long
     */
    public static TradePage of(PageId id, List<Trade> trades) {
        if (trades.isEmpty() || trades.size() > MAX_TRADES) {
            throw new IllegalArgumentException("a page has 1 to " + MAX_TRADES + " trades, not " + trades.size());
        }
        boolean amends = trades.stream().anyMatch(trade -> trade.amends().isPresent());
        ByteWriter out = new ByteWriter(64 + trades.size() * RECORD_BYTES).u8(amends ? WITH_AMENDMENTS : PLAIN);
        id.write(out);
        out.u16(trades.size());
        for (int i = 0; i < trades.size(); i++) {
            write(out, trades.get(i), "page.trades[" + i + "]");
        }
        return decode(out.toBytes());
    }

    /** @throws MalformedInput when the bytes are not the canonical form of a page */
    public static TradePage decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        int format = in.u8("page.format");
        if (format != PLAIN && format != WITH_AMENDMENTS) {
            throw new MalformedInput(ResultCode.UNSUPPORTED_VERSION, "page.format", "the page's format is not 1 or 2");
        }
        PageId id = PageId.read(in, "page");
        int count = in.u16("page.count");
        if (count < 1 || count > MAX_TRADES) {
            throw in.fault(
                    ResultCode.TOO_LARGE, "page.count", "is " + count + ", a page has 1 to " + MAX_TRADES + " trades");
        }
        int first = in.position();
        if (bytes.length != first + count * RECORD_BYTES) {
            throw in.fault(ResultCode.MALFORMED, "page", "does not have the length that its count states");
        }
        TradePage page = new TradePage(id, count, first, bytes);
        for (int i = 0; i < count; i++) {
            page.requireCanonical(i);
        }
        if (page.hasAmendments() != (format == WITH_AMENDMENTS)) {
            throw in.fault(ResultCode.MALFORMED, "page.format", "is 2 if, and only if, a trade amends another");
        }
        return page;
    }

    /** Reads a page that the ledger holds, which was checked when it was recorded. */
    public static TradePage ofLedger(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        in.u8("page.format");
        PageId id = PageId.read(in, "page");
        int count = in.u16("page.count");
        int first = in.position();
        if (bytes.length != first + count * RECORD_BYTES) {
            throw in.fault(ResultCode.MALFORMED, "page", "does not have the length that its count states");
        }
        return new TradePage(id, count, first, bytes);
    }

    public PageId id() {
        return id;
    }

    public int count() {
        return count;
    }

    public byte[] encode() {
        return bytes.clone();
    }

    /** SHA-256 of the canonical bytes. */
    public byte[] contentHash() {
        return Bytes.sha256(bytes);
    }

    public TradeKind kind(int index) {
        return TradeKind.values()[bytes[at(index)]];
    }

    public boolean authorDelivers(int index) {
        return (flags(index) & AUTHOR_DELIVERS) != 0;
    }

    public boolean isReversal(int index) {
        return (flags(index) & REVERSAL) != 0;
    }

    public boolean isAmendment(int index) {
        return (flags(index) & AMENDMENT) != 0;
    }

    /** True when at least one trade amends another. */
    public boolean hasAmendments() {
        for (int i = 0; i < count; i++) {
            if (isAmendment(i)) {
                return true;
            }
        }
        return false;
    }

    public boolean isUrgent(int index) {
        return bytes[at(index) + 2] == Priority.URGENT.ordinal();
    }

    public int authorAccount(int index) {
        return bytes[at(index) + 3] & 0xFF;
    }

    public int counterpartyAccount(int index) {
        return bytes[at(index) + 4] & 0xFF;
    }

    public int deliveryAsset(int index) {
        return Bytes.getUnsignedShort(bytes, at(index) + 6);
    }

    public long deliveryAmount(int index) {
        return Bytes.getLong(bytes, at(index) + 8);
    }

    public boolean hasPayment(int index) {
        return paymentAsset(index) != NO_ASSET;
    }

    public int paymentAsset(int index) {
        return Bytes.getUnsignedShort(bytes, at(index) + 16);
    }

    public long paymentAmount(int index) {
        return Bytes.getLong(bytes, at(index) + 18);
    }

    /** Days since 1970-01-01. */
    public int valueDay(int index) {
        return Bytes.getInt(bytes, at(index) + 30);
    }

    public String reference(int index) {
        int start = at(index) + 34;
        int end = start;
        while (end < start + Trade.MAX_REFERENCE_LENGTH && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, start, end - start, StandardCharsets.US_ASCII);
    }

    public Trade trade(int index) {
        int at = at(index);
        Optional<Leg> payment = hasPayment(index)
                ? Optional.of(Leg.plain(paymentAsset(index), paymentAmount(index)))
                : Optional.empty();
        return new Trade(
                kind(index),
                authorDelivers(index),
                isUrgent(index) ? Priority.URGENT : Priority.NORMAL,
                authorAccount(index),
                counterpartyAccount(index),
                Leg.plain(deliveryAsset(index), deliveryAmount(index)),
                payment,
                LocalDate.ofEpochDay(Bytes.getInt(bytes, at + 26)),
                LocalDate.ofEpochDay(valueDay(index)),
                reference(index),
                Arrays.copyOfRange(bytes, at + 50, at + 82),
                reversal(index),
                amendment(index));
    }

    public List<Trade> trades() {
        List<Trade> trades = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            trades.add(trade(i));
        }
        return trades;
    }

    public Optional<Reversal> reversal(int index) {
        if (!isReversal(index)) {
            return Optional.empty();
        }
        int at = at(index);
        return Optional.of(new Reversal(
                (flags(index) & REVERSAL_BY_AUTHOR) != 0,
                Bytes.getInt(bytes, at + 82),
                Bytes.getUnsignedShort(bytes, at + 86)));
    }

    /** The trade that the one at this place replaces when it is affirmed. */
    public Optional<Amendment> amendment(int index) {
        int at = at(index);
        return isAmendment(index)
                ? Optional.of(new Amendment(Bytes.getInt(bytes, at + 82), Bytes.getUnsignedShort(bytes, at + 86)))
                : Optional.empty();
    }

    private int flags(int index) {
        return bytes[at(index) + 1];
    }

    private int at(int index) {
        if (index < 0 || index >= count) {
            throw new IndexOutOfBoundsException("trade " + index + " of a page with " + count);
        }
        return firstRecord + index * RECORD_BYTES;
    }

    private static void write(ByteWriter out, Trade trade, String path) {
        if (!Trade.isReference(trade.reference())) {
            throw new MalformedInput(
                    ResultCode.BAD_REFERENCE, path + ".reference", ResultCode.BAD_REFERENCE.sentence());
        }
        if (trade.commitment().length != COMMITMENT_BYTES) {
            throw new MalformedInput(
                    ResultCode.MALFORMED, path + ".commitment", "a commitment has " + COMMITMENT_BYTES + " bytes");
        }
        int flags = (trade.authorDelivers() ? AUTHOR_DELIVERS : 0)
                | trade.reverses()
                        .map(r -> r.byAuthor() ? REVERSAL | REVERSAL_BY_AUTHOR : REVERSAL)
                        .orElse(0)
                | (trade.amends().isPresent() ? AMENDMENT : 0);
        out.u8(trade.kind().ordinal()).u8(flags).u8(trade.priority().ordinal());
        out.u8(trade.authorAccount()).u8(trade.counterpartyAccount()).u8(0);
        out.u16(trade.delivery().asset()).i64(trade.delivery().minor());
        out.u16(trade.payment().map(Leg::asset).orElse(NO_ASSET));
        out.i64(trade.payment().map(Leg::minor).orElse(0L));
        out.i32(Math.toIntExact(trade.tradeDate().toEpochDay()));
        out.i32(Math.toIntExact(trade.valueDate().toEpochDay()));
        byte[] reference = trade.reference().getBytes(StandardCharsets.US_ASCII);
        out.fixed(Arrays.copyOf(reference, Trade.MAX_REFERENCE_LENGTH));
        out.fixed(trade.commitment());
        out.i32(trade.reverses()
                .map(Reversal::pageNumber)
                .or(() -> trade.amends().map(Amendment::pageNumber))
                .orElse(0));
        out.u16(trade.reverses()
                .map(Reversal::index)
                .or(() -> trade.amends().map(Amendment::index))
                .orElse(0));
    }

    /** Enumerations in range, unused bytes zero: two pages with equal meaning have equal bytes. */
    private void requireCanonical(int index) {
        int at = at(index);
        boolean reversal = isReversal(index);
        boolean names = reversal || isAmendment(index);
        boolean valid = bytes[at] >= 0
                && bytes[at] < TradeKind.values().length
                && (flags(index) & ~(AUTHOR_DELIVERS | REVERSAL | REVERSAL_BY_AUTHOR | AMENDMENT)) == 0
                && !(reversal && isAmendment(index))
                && (reversal || (flags(index) & REVERSAL_BY_AUTHOR) == 0)
                && bytes[at + 2] >= 0
                && bytes[at + 2] < Priority.values().length
                && bytes[at + 5] == 0
                && (hasPayment(index) || paymentAmount(index) == 0)
                && Bytes.getInt(bytes, at + 82) >= 0
                && (names || Bytes.getInt(bytes, at + 82) == 0 && Bytes.getUnsignedShort(bytes, at + 86) == 0);
        if (!valid) {
            throw new MalformedInput(
                    ResultCode.MALFORMED, "page.trades[" + index + "]", "trade " + index + " is not in canonical form");
        }
        if (!referenceIsCanonical(at + 34)) {
            throw new MalformedInput(
                    ResultCode.BAD_REFERENCE,
                    "page.trades[" + index + "].reference",
                    "the reference of trade " + index + " is not 1 to 16 characters of A-Z, 0-9, '-', '/' and '.'");
        }
    }

    private boolean referenceIsCanonical(int start) {
        int length = 0;
        while (length < Trade.MAX_REFERENCE_LENGTH && Trade.isReferenceCharacter(bytes[start + length])) {
            length++;
        }
        for (int i = length; i < Trade.MAX_REFERENCE_LENGTH; i++) {
            if (bytes[start + i] != 0) {
                return false;
            }
        }
        return length > 0;
    }
}
