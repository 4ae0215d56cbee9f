package clearing.kernel.reconcile;

import clearing.kernel.ResultCode;
import clearing.kernel.codec.Blob;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.codec.Bytes;
import java.time.Instant;

/**
 * A member's journal of a period, as the ledger holds it to it.
 *
 * <pre>
 * anchor := format u8 | member text | period | revision u16 | root | positions 32 bytes | previous 32 bytes | number i64 | at i64
 *         | reason text
 * </pre>
 *
 * @param revision 0 for the first; one more each time the member supersedes it, with a reason
 * @param positions hash of the member's positions when it anchored ({@link Positions}), which the contract took from the ledger itself
 * @param previous hash of the member's anchor before this one; zeros for its first
 * @param number 1 for the member's first anchor, then one more each time
 */
public record JournalAnchor(
        String member,
        AnchorPeriod period,
        int revision,
        JournalRoot root,
        Blob positions,
        Blob previous,
        long number,
        Instant at,
        String reason) {
    private static final int FORMAT = 1;

    public byte[] encode() {
        ByteWriter out = new ByteWriter(256).u8(FORMAT).text(member);
        period.write(out);
        root.write(out.u16(revision));
        return out.fixed(positions.bytes())
                .fixed(previous.bytes())
                .i64(number)
                .i64(at.toEpochMilli())
                .text(reason)
                .toBytes();
    }

    /** What the member's next anchor names. */
    public Blob hash() {
        return Blob.of(Bytes.sha256(encode()));
    }

    /** @throws clearing.kernel.MalformedInput when the bytes are no anchor */
    public static JournalAnchor decode(byte[] stored) {
        ByteReader in = new ByteReader(stored);
        if (in.u8("anchor.format") != FORMAT) {
            throw in.fault(ResultCode.UNSUPPORTED_VERSION, "anchor.format", "is not 1");
        }
        String member = in.text("anchor.member");
        AnchorPeriod period = AnchorPeriod.read(in, "anchor");
        int revision = in.u16("anchor.revision");
        JournalAnchor anchor = new JournalAnchor(
                member,
                period,
                revision,
                JournalRoot.read(in, "anchor"),
                Blob.of(in.fixed(32, "anchor.positions")),
                Blob.of(in.fixed(32, "anchor.previous")),
                in.i64("anchor.number"),
                Instant.ofEpochMilli(in.i64("anchor.at")),
                in.text("anchor.reason"));
        in.end("anchor");
        return anchor;
    }
}
