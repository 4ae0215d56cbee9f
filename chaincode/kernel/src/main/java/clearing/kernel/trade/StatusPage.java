package clearing.kernel.trade;

import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.codec.Bytes;
import java.util.Arrays;

/**
 * Where each trade of a page stands: a header and two bytes per trade. It is all that idempotency, affirmation, cancellation and
 * queries of state read. A working copy for one transaction: {@link #encode} gives the bytes to store.
 *
 * <pre>
 * status := format u8 | lane text | author text | counterparty text | number i32 | names u8 | count u16
 *         | content hash 32 bytes | (state u8, reject reason u8){count}
 * names  := 1 the page has reversals | 2 it has amendments; format 1 has no amendments, format 2 has
 * state  := state number in the low 4 bits | 0x20 a reversal names this trade | 0x40 the author asks for cancellation
 *         | 0x80 the counterparty asks for cancellation
 * </pre>
 */
public final class StatusPage {
    private static final int PLAIN = 1;
    private static final int WITH_AMENDMENTS = 2;
    private static final int REVERSALS = 1;
    private static final int AMENDMENTS = 2;
    private static final int STATE_MASK = 0x0F;
    private static final int RESERVED = 0x10;
    private static final int REVERSAL_NAMED = 0x20;
    private static final int CANCEL_BY_AUTHOR = 0x40;
    private static final int CANCEL_BY_COUNTERPARTY = 0x80;

    private static final RejectReason[] REASONS = RejectReason.values();

    private final PageId id;
    private final int names;
    private final int count;
    private final byte[] contentHash;
    private final byte[] bytes;
    private final int first;

    private StatusPage(PageId id, int names, int count, byte[] contentHash, byte[] bytes, int first) {
        this.id = id;
        this.names = names;
        this.count = count;
        this.contentHash = contentHash;
        this.bytes = bytes;
        this.first = first;
    }

    /** All trades alleged. */
    public static StatusPage alleged(TradePage page) {
        boolean reversals = false;
        for (int i = 0; i < page.count() && !reversals; i++) {
            reversals = page.isReversal(i);
        }
        boolean amendments = page.hasAmendments();
        ByteWriter out = new ByteWriter(160 + 2 * page.count()).u8(amendments ? WITH_AMENDMENTS : PLAIN);
        page.id().write(out);
        out.u8((reversals ? REVERSALS : 0) | (amendments ? AMENDMENTS : 0))
                .u16(page.count())
                .fixed(page.contentHash());
        byte[] states = new byte[2 * page.count()];
        for (int i = 0; i < states.length; i += 2) {
            states[i] = (byte) TradeState.ALLEGED.number();
        }
        return decode(out.fixed(states).toBytes());
    }

    public static StatusPage decode(byte[] stored) {
        ByteReader in = new ByteReader(stored);
        int format = in.u8("status.format");
        if (format != PLAIN && format != WITH_AMENDMENTS) {
            throw new MalformedInput(
                    ResultCode.UNSUPPORTED_VERSION, "status.format", "the status page's format is not 1 or 2");
        }
        PageId id = PageId.read(in, "status");
        int names = in.u8("status.names");
        boolean amendments = (names & AMENDMENTS) != 0;
        if ((names & ~(REVERSALS | AMENDMENTS)) != 0 || amendments != (format == WITH_AMENDMENTS)) {
            throw in.fault(ResultCode.MALFORMED, "status.names", "does not fit the format");
        }
        int count = in.u16("status.count");
        byte[] hash = in.fixed(32, "status.contentHash");
        int first = in.position();
        byte[] states = in.fixed(2 * count, "status.states");
        in.end("status");
        requireKnown(states);
        return new StatusPage(id, names, count, hash, stored.clone(), first);
    }

    private static void requireKnown(byte[] states) {
        for (int i = 0; i < states.length; i += 2) {
            TradeState.ofNumber(states[i] & STATE_MASK);
            boolean reason = states[i + 1] >= 0 && states[i + 1] < REASONS.length;
            if (!reason || (states[i] & RESERVED) != 0) {
                throw new MalformedInput(
                        ResultCode.MALFORMED, "status.states", "trade " + i / 2 + " has an unknown state or reason");
            }
        }
    }

    public PageId id() {
        return id;
    }

    public boolean hasReversals() {
        return (names & REVERSALS) != 0;
    }

    public boolean hasAmendments() {
        return (names & AMENDMENTS) != 0;
    }

    public int count() {
        return count;
    }

    public byte[] contentHash() {
        return contentHash.clone();
    }

    public boolean hasContent(byte[] hash) {
        return Arrays.equals(contentHash, hash);
    }

    public TradeState state(int index) {
        return TradeState.ofNumber(bytes[at(index)] & STATE_MASK);
    }

    public RejectReason reason(int index) {
        return REASONS[bytes[at(index) + 1]];
    }

    public boolean reversalNamed(int index) {
        return (bytes[at(index)] & REVERSAL_NAMED) != 0;
    }

    public boolean cancelAskedBy(int index, String member) {
        return (bytes[at(index)] & cancelFlag(member)) != 0;
    }

    /**
     * Moves a trade. A wish to cancel stands until the trade is final: a round that queues it must not undo what a party asked
     * for.
     */
    public void move(int index, TradeState to) {
        int at = at(index);
        int wishes = to.terminal() ? 0 : bytes[at] & (CANCEL_BY_AUTHOR | CANCEL_BY_COUNTERPARTY);
        bytes[at] = (byte) (wishes | to.number());
    }

    public void reject(int index, RejectReason reason) {
        bytes[at(index)] = (byte) TradeState.REJECTED.number();
        bytes[at(index) + 1] = (byte) reason.ordinal();
    }

    public void nameReversal(int index, boolean named) {
        int at = at(index);
        bytes[at] = (byte) (named ? bytes[at] | REVERSAL_NAMED : bytes[at] & ~REVERSAL_NAMED);
    }

    /** Notes a party's wish; true when now both sides ask for it. */
    public boolean askCancel(int index, String member) {
        int at = at(index);
        bytes[at] = (byte) (bytes[at] | cancelFlag(member));
        int both = CANCEL_BY_AUTHOR | CANCEL_BY_COUNTERPARTY;
        return (bytes[at] & both) == both;
    }

    /** Trades in a state. */
    public int count(TradeState state) {
        int found = 0;
        for (int i = 0; i < count; i++) {
            if ((bytes[at(i)] & STATE_MASK) == state.number()) {
                found++;
            }
        }
        return found;
    }

    public byte[] encode() {
        return bytes.clone();
    }

    /** SHA-256 of the stored form. */
    public byte[] hash() {
        return Bytes.sha256(bytes);
    }

    private int cancelFlag(String member) {
        return member.equals(id.author()) ? CANCEL_BY_AUTHOR : CANCEL_BY_COUNTERPARTY;
    }

    private int at(int index) {
        if (index < 0 || index >= count) {
            throw new IndexOutOfBoundsException("trade " + index + " of a page with " + count);
        }
        return first + 2 * index;
    }
}
