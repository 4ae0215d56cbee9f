package clearing.kernel.reconcile;

import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;

/**
 * Names a shared break.
 *
 * @param opener the member that opened it
 * @param reference the opener's own, formed as references of trades are
 */
public record BreakId(String opener, String reference) {
    public void write(ByteWriter out) {
        out.text(opener).text(reference);
    }

    public static BreakId read(ByteReader in, String field) {
        return new BreakId(in.text(field + ".opener"), in.text(field + ".reference"));
    }

    @Override
    public String toString() {
        return opener + "/" + reference;
    }
}
