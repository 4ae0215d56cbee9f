package clearing.kernel.netting;

import clearing.kernel.ResultCode;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import java.util.Comparator;

/**
 * One obligation by name: what a net replaces.
 *
 * @param reference the trade's common reference
 * @param payer id of the member that owes
 * @param payee id of the member that is owed
 * @param amount minor units, greater than zero
 */
public record Obligation(String reference, String payer, String payee, NettingSet set, long amount)
        implements Comparable<Obligation> {
    private static final int FORMAT = 1;
    private static final int EXPECTED_BYTES = 96;

    /** The canonical encoding: the content of its leaf in the tree of a novation. */
    public byte[] encode() {
        ByteWriter out = new ByteWriter(EXPECTED_BYTES);
        out.u8(FORMAT).text(reference).text(payer).text(payee);
        set.write(out);
        return out.i64(amount).toBytes();
    }

    /** @throws clearing.kernel.MalformedInput when the bytes are no obligation */
    public static Obligation decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        if (in.u8("obligation.format") != FORMAT) {
            throw in.fault(ResultCode.UNSUPPORTED_VERSION, "obligation.format", "is not 1");
        }
        Obligation obligation = new Obligation(
                in.text("obligation.reference"),
                in.text("obligation.payer"),
                in.text("obligation.payee"),
                NettingSet.read(in, "obligation.set"),
                in.i64("obligation.amount"));
        in.end("obligation");
        return obligation;
    }

    /** By set, reference, payer and payee: the order of the leaves, in which each such name stands once. */
    @Override
    public int compareTo(Obligation other) {
        return Comparator.comparing(Obligation::set)
                .thenComparing(Obligation::reference)
                .thenComparing(Obligation::payer)
                .thenComparing(Obligation::payee)
                .compare(this, other);
    }
}
