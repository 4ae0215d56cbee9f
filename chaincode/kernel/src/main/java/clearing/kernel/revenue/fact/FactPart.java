package clearing.kernel.revenue.fact;

import clearing.kernel.ResultCode;
import clearing.kernel.codec.Blob;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.codec.Bytes;

/**
 * One part of a measure as it stands.
 *
 * <pre>part := format u8 | revision u16 | value i64 | count i64 | evidence 32 bytes | previous 32 bytes</pre>
 *
 * @param value in the unit of the measure
 * @param count of the single facts behind it
 * @param evidence Merkle root of those facts or hash of a document; zeros for none
 * @param previous hash of the revision that this one supersedes; zeros for revision 0
 */
public record FactPart(int revision, long value, long count, Blob evidence, Blob previous) {
    public static final Blob NOTHING = Blob.of(new byte[32]);

    private static final int FORMAT = 1;

    public byte[] encode() {
        return new ByteWriter(83)
                .u8(FORMAT)
                .u16(revision)
                .i64(value)
                .i64(count)
                .fixed(evidence.bytes())
                .fixed(previous.bytes())
                .toBytes();
    }

    /** What the part is known by. */
    public Blob hash() {
        return Blob.of(Bytes.sha256(encode()));
    }

    /** @throws clearing.kernel.MalformedInput when the bytes are no part */
    public static FactPart decode(byte[] stored) {
        ByteReader in = new ByteReader(stored);
        if (in.u8("fact.format") != FORMAT) {
            throw in.fault(ResultCode.UNSUPPORTED_VERSION, "fact.format", "is not 1");
        }
        FactPart part = new FactPart(
                in.u16("fact.revision"),
                in.i64("fact.value"),
                in.i64("fact.count"),
                Blob.of(in.fixed(32, "fact.evidence")),
                Blob.of(in.fixed(32, "fact.previous")));
        in.end("fact");
        return part;
    }
}
