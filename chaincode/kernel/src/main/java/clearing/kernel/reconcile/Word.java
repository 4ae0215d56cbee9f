package clearing.kernel.reconcile;

import clearing.kernel.codec.Blob;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import java.time.Instant;

/**
 * That a person said something: showed evidence, or signed.
 *
 * <pre>word := person 32 bytes | at i64 | hash 32 bytes</pre>
 *
 * @param person {@link clearing.kernel.Caller#person()}
 * @param at time of the transaction, to the millisecond
 * @param hash of the evidence, or of what was signed
 */
public record Word(Blob person, Instant at, Blob hash) {
    void write(ByteWriter out) {
        out.fixed(person.bytes()).i64(at.toEpochMilli()).fixed(hash.bytes());
    }

    static Word read(ByteReader in, String field) {
        return new Word(
                Blob.of(in.fixed(32, field + ".person")),
                Instant.ofEpochMilli(in.i64(field + ".at")),
                Blob.of(in.fixed(32, field + ".hash")));
    }
}
