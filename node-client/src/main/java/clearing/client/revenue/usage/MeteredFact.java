package clearing.client.revenue.usage;

import clearing.client.proof.SumTree;
import clearing.kernel.ResultCode;
import clearing.kernel.codec.Blob;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import java.time.Instant;

/**
 * One thing that was used: a call, a conversion, minutes.
 *
 * <pre>fact := format u8 | at i64 | customer utf8 | quantity i64 | reference utf8</pre>
 *
 * @param at to the millisecond
 * @param customer who used it, as the reporter knows it; 1 to 200 bytes of UTF-8
 * @param quantity in the unit of the measure, zero or more
 * @param reference the reporter's own; may be empty
 */
public record MeteredFact(Instant at, String customer, long quantity, String reference) {
    static final int MAX_TEXT = 200;
    static final int SALT_BYTES = 16;

    private static final int FORMAT = 1;
    private static final int MAX_BYTES = 1 + 8 + 2 + MAX_TEXT + 8 + 2 + MAX_TEXT;

    /** Canonical bytes. */
    byte[] encode() {
        return new ByteWriter(64)
                .u8(FORMAT)
                .i64(at.toEpochMilli())
                .utf8(customer)
                .i64(quantity)
                .utf8(reference)
                .toBytes();
    }

    /** @throws clearing.kernel.MalformedInput when the bytes are no fact */
    static MeteredFact read(ByteReader from) {
        ByteReader in = new ByteReader(from.blob(MAX_BYTES, "usage.fact"));
        if (in.u8("fact.format") != FORMAT) {
            throw in.fault(ResultCode.UNSUPPORTED_VERSION, "fact.format", "is not 1");
        }
        MeteredFact fact = new MeteredFact(
                Instant.ofEpochMilli(in.i64("fact.at")),
                in.utf8(MAX_TEXT, "fact.customer"),
                in.i64("fact.quantity"),
                in.utf8(MAX_TEXT, "fact.reference"));
        in.end("fact");
        if (fact.quantity < 0) {
            throw in.fault(ResultCode.MALFORMED, "fact.quantity", "is below zero");
        }
        return fact;
    }

    /** SHA-256(0x00 | salt | fact): says nothing about the fact to who does not know the salt. */
    byte[] leaf(Blob salt) {
        return SumTree.leaf(salt, encode());
    }
}
