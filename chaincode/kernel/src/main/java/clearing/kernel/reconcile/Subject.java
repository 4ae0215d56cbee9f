package clearing.kernel.reconcile;

import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import java.time.LocalDate;

/**
 * What a shared break is about. It names no account: where a member books is its own.
 *
 * <pre>subject := kind u8 | asset text | amount i64 | value date i32 | about text</pre>
 *
 * @param asset code
 * @param amount in question, minor units
 * @param about the trade's or entry's reference, or empty
 */
public record Subject(SharedKind kind, String asset, long amount, LocalDate valueDate, String about) {
    private static final SharedKind[] KINDS = SharedKind.values();

    public void write(ByteWriter out) {
        out.u8(kind.ordinal()).text(asset).i64(amount);
        out.i32(Math.toIntExact(valueDate.toEpochDay())).text(about);
    }

    public static Subject read(ByteReader in, String field) {
        return new Subject(
                in.constant(KINDS, field + ".kind"),
                in.text(field + ".asset"),
                in.i64(field + ".amount"),
                LocalDate.ofEpochDay(in.i32(field + ".valueDate")),
                in.text(field + ".about"));
    }
}
