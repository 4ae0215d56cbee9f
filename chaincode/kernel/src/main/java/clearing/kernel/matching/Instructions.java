package clearing.kernel.matching;

import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradePage;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where each instruction of a page stands, under {@code M/S/}; the page itself stands under {@code M/P/}. A working copy for one command.
 *
 * <pre>
 * instructions := format u8 | lane text | author text | counterparty text | number i32 | count u16 | content hash 32 bytes
 *               | (state u8, trade page i32, trade index u16, differing fields u16){count}
 * </pre>
 *
 * The trade's page is one of the counterparty's against the author. An open or withdrawn instruction has zeros behind its state.
 */
public final class Instructions {
    private static final int FORMAT = 1;

    private final PageId id;
    private final byte[] contentHash;
    private final Entry[] entries;

    /** Where one instruction stands; the order is part of the ledger's encoding. */
    public enum State {
        OPEN,
        /** Agrees with a trade, which is affirmed. */
        MATCHED,
        /** Differs from the trade that it was last compared with. */
        MISMATCHED,
        WITHDRAWN;

        private static final State[] VALUES = values();
    }

    /**
     * One instruction.
     *
     * @param page number of the compared trade's page, 0 before a comparison
     * @param index place of the compared trade in its page
     * @param differing the fields that differ, as bits of {@link MatchField}
     */
    private record Entry(State state, int page, int index, int differing) {
        static final Entry OPEN = new Entry(State.OPEN, 0, 0, 0);

        boolean isCanonical() {
            return switch (state) {
                case OPEN, WITHDRAWN -> page == 0 && index == 0 && differing == 0;
                case MATCHED -> page >= 0 && differing == 0;
                case MISMATCHED -> page >= 0 && differing != 0 && MatchField.isMask(differing);
            };
        }
    }

    private Instructions(PageId id, byte[] contentHash, Entry[] entries) {
        this.id = id;
        this.contentHash = contentHash;
        this.entries = entries;
    }

    /** All instructions of a page open. */
    public static Instructions open(TradePage page) {
        Entry[] entries = new Entry[page.count()];
        Arrays.fill(entries, Entry.OPEN);
        return new Instructions(page.id(), page.contentHash(), entries);
    }

    /** @throws MalformedInput when the bytes are not in canonical form */
    public static Instructions decode(byte[] stored) {
        ByteReader in = new ByteReader(stored);
        if (in.u8("instructions.format") != FORMAT) {
            throw in.fault(ResultCode.UNSUPPORTED_VERSION, "instructions.format", "is not 1");
        }
        PageId id = PageId.read(in, "instructions");
        int count = in.u16("instructions.count");
        if (count < 1 || count > TradePage.MAX_TRADES) {
            throw in.fault(ResultCode.TOO_LARGE, "instructions.count", "is outside 1.." + TradePage.MAX_TRADES);
        }
        byte[] hash = in.fixed(32, "instructions.contentHash");
        Entry[] entries = new Entry[count];
        for (int i = 0; i < count; i++) {
            String field = "instructions[" + i + "]";
            entries[i] = new Entry(in.constant(State.VALUES, field), in.i32(field), in.u16(field), in.u16(field));
            if (!entries[i].isCanonical()) {
                throw in.fault(ResultCode.MALFORMED, field, "is not in canonical form");
            }
        }
        in.end("instructions");
        return new Instructions(id, hash, entries);
    }

    public byte[] encode() {
        ByteWriter out = new ByteWriter(128 + 9 * entries.length).u8(FORMAT);
        id.write(out);
        out.u16(entries.length).fixed(contentHash);
        for (Entry entry : entries) {
            out.u8(entry.state().ordinal()).i32(entry.page()).u16(entry.index()).u16(entry.differing());
        }
        return out.toBytes();
    }

    /** The page: its author instructs. */
    public PageId id() {
        return id;
    }

    public int count() {
        return entries.length;
    }

    public boolean hasContent(byte[] hash) {
        return Arrays.equals(contentHash, hash);
    }

    public State state(int index) {
        return entries[index].state();
    }

    /** The trade that the instruction matches or was last compared with. */
    public Optional<TradeId> trade(int index) {
        Entry entry = entries[index];
        return entry.state() == State.MATCHED || entry.state() == State.MISMATCHED
                ? Optional.of(new TradeId(trades(entry.page()), entry.index()))
                : Optional.empty();
    }

    /** A page of trades that the other side alleges against the author. */
    private PageId trades(int number) {
        return new PageId(id.lane(), /* author= */ id.counterparty(), /* counterparty= */ id.author(), number);
    }

    /** The fields that differ, as bits of {@link MatchField}. */
    public int differing(int index) {
        return entries[index].differing();
    }

    void match(int index, TradeId trade) {
        entries[index] = new Entry(State.MATCHED, trade.page().number(), trade.index(), 0);
    }

    /** Notes what differs; false when it is noted already. */
    boolean mismatch(int index, TradeId trade, int differing) {
        Entry noted = new Entry(State.MISMATCHED, trade.page().number(), trade.index(), differing);
        boolean news = !noted.equals(entries[index]);
        entries[index] = noted;
        return news;
    }

    void withdraw(int index) {
        entries[index] = new Entry(State.WITHDRAWN, 0, 0, 0);
    }
}
