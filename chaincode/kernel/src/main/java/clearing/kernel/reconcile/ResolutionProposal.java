package clearing.kernel.reconcile;

import clearing.kernel.codec.Blob;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.codec.Bytes;
import java.nio.charset.StandardCharsets;

/**
 * A resolution that was proposed, and who has signed it.
 *
 * <pre>proposal := number u16 | by text | resolution | opener's signatures | counterparty's signatures</pre>
 *
 * @param number 1 for the first, one more for each that takes the place of the one before with its signatures
 * @param by the member that proposed it, whose maker has signed it thereby
 */
public record ResolutionProposal(
        int number, String by, Resolution resolution, Signatures opener, Signatures counterparty) {
    private static final byte[] WHAT = "clearing-break-resolution/1".getBytes(StandardCharsets.US_ASCII);

    /** What signatures are under: the break, the number and the resolution, so that nobody signs what it did not read. */
    public static Blob hash(BreakId id, int number, Resolution resolution) {
        ByteWriter out = new ByteWriter(256).fixed(WHAT);
        id.write(out);
        resolution.write(out.u16(number));
        return Blob.of(Bytes.sha256(out.toBytes()));
    }

    /** Whether all four have signed. */
    public boolean whole() {
        return opener.whole() && counterparty.whole();
    }

    Signatures signatures(boolean ofOpener) {
        return ofOpener ? opener : counterparty;
    }

    ResolutionProposal signed(boolean ofOpener, Hand hand, Word word) {
        return ofOpener
                ? new ResolutionProposal(number, by, resolution, opener.with(hand, word), counterparty)
                : new ResolutionProposal(number, by, resolution, opener, counterparty.with(hand, word));
    }

    void write(ByteWriter out) {
        resolution.write(out.u16(number).text(by));
        opener.write(out);
        counterparty.write(out);
    }

    static ResolutionProposal read(ByteReader in, String field) {
        return new ResolutionProposal(
                in.u16(field + ".number"),
                in.text(field + ".by"),
                Resolution.read(in, field + ".resolution"),
                Signatures.read(in, field + ".opener"),
                Signatures.read(in, field + ".counterparty"));
    }
}
