package clearing.client.journal;

import clearing.client.proof.SumTree;
import clearing.kernel.ResultCode;
import clearing.kernel.codec.Blob;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import java.time.LocalDate;

/**
 * One entry of the books, with what the reconciliation made of it.
 *
 * <pre>entry := format u8 | id utf8 | minor i64 | booking date i32 | value date i32 | reference utf8 | verdict u8 | trade utf8</pre>
 *
 * @param id the books' own, at most 200 bytes of UTF-8
 * @param minor minor units: in above zero, out below
 * @param trade the trade on the ledger that it was matched with or differs from, as {@code AUTHOR/COUNTERPARTY/NUMBER#INDEX}; empty for none
 */
public record JournalEntry(
        String id,
        long minor,
        LocalDate bookingDate,
        LocalDate valueDate,
        String reference,
        Verdict verdict,
        String trade) {
    /** The longest text, in bytes. */
    public static final int MAX_TEXT = 200;
    /** The longest encoding. */
    public static final int MAX_BYTES = 1_000;

    private static final int FORMAT = 1;
    private static final Verdict[] VERDICTS = Verdict.values();

    /** What became of the entry. Encoded by place. */
    public enum Verdict {
        PENDING,
        MATCHED,
        BROKEN
    }

    public byte[] encode() {
        return new ByteWriter(128)
                .u8(FORMAT)
                .utf8(id)
                .i64(minor)
                .i32(Math.toIntExact(bookingDate.toEpochDay()))
                .i32(Math.toIntExact(valueDate.toEpochDay()))
                .utf8(reference)
                .u8(verdict.ordinal())
                .utf8(trade)
                .toBytes();
    }

    /** @throws clearing.kernel.MalformedInput when the bytes are no entry */
    public static JournalEntry decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        if (in.u8("entry.format") != FORMAT) {
            throw in.fault(ResultCode.UNSUPPORTED_VERSION, "entry.format", "is not 1");
        }
        JournalEntry entry = new JournalEntry(
                in.utf8(MAX_TEXT, "entry.id"),
                in.i64("entry.minor"),
                LocalDate.ofEpochDay(in.i32("entry.bookingDate")),
                LocalDate.ofEpochDay(in.i32("entry.valueDate")),
                in.utf8(MAX_TEXT, "entry.reference"),
                in.constant(VERDICTS, "entry.verdict"),
                in.utf8(MAX_TEXT, "entry.trade"));
        in.end("entry");
        return entry;
    }

    /** What comes in and what goes out, of which one is zero. */
    public long[] amounts() {
        return new long[] {Math.max(minor, 0), minor < 0 ? Math.negateExact(minor) : 0};
    }

    byte[] leaf(Blob salt) {
        return SumTree.leaf(salt, encode());
    }
}
