package clearing.kernel.trade;

import clearing.kernel.ResultCode;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import java.util.BitSet;
import java.util.Objects;
import java.util.Optional;

/** Which trades of a page: all of them, or those whose bit is set. */
public final class Selection {
    private static final Selection ALL = new Selection(new BitSet(), true);
    private static final int MAX_BITMAP_BYTES = TradePage.MAX_TRADES / 8;

    private final BitSet bits;
    private final boolean all;

    private Selection(BitSet bits, boolean all) {
        this.bits = bits;
        this.all = all;
    }

    public static Selection all() {
        return ALL;
    }

    public static Selection of(BitSet indexes) {
        return new Selection((BitSet) indexes.clone(), false);
    }

    public static Selection of(int... indexes) {
        BitSet bits = new BitSet();
        for (int index : indexes) {
            bits.set(index);
        }
        return new Selection(bits, false);
    }

    /** The trades by number, or empty for all of them. */
    public Optional<BitSet> bits() {
        return all ? Optional.empty() : Optional.of((BitSet) bits.clone());
    }

    public boolean contains(int index) {
        return all || bits.get(index);
    }

    /** True when at least one trade is named and none beyond the page's count. */
    public boolean fits(int count) {
        return all || !bits.isEmpty() && bits.length() <= count;
    }

    public void write(ByteWriter out) {
        if (all) {
            out.u8(0);
            return;
        }
        byte[] bitmap = bits.toByteArray();
        out.u8(1).u16(bitmap.length).fixed(bitmap);
    }

    public static Selection read(ByteReader in, String field) {
        int form = in.u8(field);
        if (form == 0) {
            return ALL;
        }
        int length = in.u16(field);
        if (form != 1 || length > MAX_BITMAP_BYTES) {
            throw in.fault(ResultCode.MALFORMED, field, "is neither all nor a bitmap of at most 2,000 bits");
        }
        byte[] bitmap = in.fixed(length, field);
        if (length > 0 && bitmap[length - 1] == 0) {
            throw in.fault(ResultCode.MALFORMED, field, "has a last byte that is zero");
        }
        return new Selection(BitSet.valueOf(bitmap), false);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Selection that && all == that.all && bits.equals(that.bits);
    }

    @Override
    public int hashCode() {
        return Objects.hash(all, bits);
    }

    @Override
    public String toString() {
        return all ? "all" : bits.toString();
    }
}
