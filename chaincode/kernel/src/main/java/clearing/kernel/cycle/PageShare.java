package clearing.kernel.cycle;

import clearing.kernel.ResultCode;
import clearing.kernel.calendar.CycleId;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.codec.Bytes;
import clearing.kernel.trade.Selection;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;

/**
 * What one page gave to a cycle: its content hash stands for all its trades, the bits say which of them.
 *
 * @param number of the page, among its author's pages against the counterparty
 * @param contentHash SHA-256 of the page, 32 bytes
 * @param whole trades with all their legs
 * @param funds trades whose delivery was made before, with their payment alone
 */
public record PageShare(int number, byte[] contentHash, BitSet whole, BitSet funds) {
    private static final int FORMAT = 1;
    private static final int HASH_BYTES = 32;

    public PageShare {
        contentHash = contentHash.clone();
        whole = (BitSet) whole.clone();
        funds = (BitSet) funds.clone();
    }

    @Override
    public byte[] contentHash() {
        return contentHash.clone();
    }

    @Override
    public BitSet whole() {
        return (BitSet) whole.clone();
    }

    @Override
    public BitSet funds() {
        return (BitSet) funds.clone();
    }

    public boolean contains(int index) {
        return whole.get(index) || funds.get(index);
    }

    /** Number of trades. */
    public int count() {
        return whole.cardinality() + funds.cardinality();
    }

    /** The content of the share's leaf in the cycle's tree. */
    public byte[] leaf(CycleId cycle, String author, String counterparty) {
        ByteWriter out = new ByteWriter(128).u8(FORMAT);
        cycle.write(out);
        write(out.text(author).text(counterparty));
        return out.toBytes();
    }

    void write(ByteWriter out) {
        out.i32(number).fixed(contentHash);
        Selection.of(whole).write(out);
        Selection.of(funds).write(out);
    }

    static PageShare read(ByteReader in, String field) {
        int number = in.i32(field + ".number");
        byte[] hash = in.fixed(HASH_BYTES, field + ".contentHash");
        return new PageShare(number, hash, bits(in, field + ".whole"), bits(in, field + ".funds"));
    }

    private static BitSet bits(ByteReader in, String field) {
        return Selection.read(in, field)
                .bits()
                .orElseThrow(() -> in.fault(ResultCode.MALFORMED, field, "names its trades one by one"));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PageShare that
                && number == that.number
                && Arrays.equals(contentHash, that.contentHash)
                && whole.equals(that.whole)
                && funds.equals(that.funds);
    }

    @Override
    public int hashCode() {
        return (number * 31 + Bytes.getInt(contentHash, 0)) * 31 + whole.hashCode();
    }

    @Override
    public String toString() {
        return "PageShare[" + number + " " + HexFormat.of().formatHex(contentHash, 0, 4) + ".. " + whole + " " + funds
                + "]";
    }
}
