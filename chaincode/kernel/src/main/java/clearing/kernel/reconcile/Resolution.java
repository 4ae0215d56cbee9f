package clearing.kernel.reconcile;

import clearing.kernel.codec.Blob;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.TradeId;
import java.util.Optional;

/**
 * How a break is to end.
 *
 * <pre>resolution := kind u8 | party text | amount i64 | has trade u8 (page, index u16) | terms 32 bytes</pre>
 *
 * @param party whose evidence stands, or who bears what is written off; else empty
 * @param amount minor units that are written off; else zero
 * @param trade the settled trade that a later reversal takes back, which both sign as any trade; else empty
 * @param terms salted hash of what the two have agreed in words, never zeros
 */
public record Resolution(Kind kind, String party, long amount, Optional<TradeId> trade, Blob terms) {
    private static final Kind[] KINDS = Kind.values();

    /** Encoded by place: only ever added to. */
    public enum Kind {
        /** The ledger is right; books that differ are corrected. */
        ACCEPT_CHAIN,
        /** What one party has shown is right. */
        ACCEPT_EVIDENCE,
        /** One party bears the amount, or a part of it. */
        WRITE_OFF,
        /** A settled trade is wrong and will be reversed. */
        REVERSAL,
        /** There was nothing wrong on either side. */
        NO_FAULT
    }

    public void write(ByteWriter out) {
        out.u8(kind.ordinal()).text(party).i64(amount).u8(trade.isPresent() ? 1 : 0);
        trade.ifPresent(t -> {
            t.page().write(out);
            out.u16(t.index());
        });
        out.fixed(terms.bytes());
    }

    public static Resolution read(ByteReader in, String field) {
        return new Resolution(
                in.constant(KINDS, field + ".kind"),
                in.text(field + ".party"),
                in.i64(field + ".amount"),
                in.flag(field + ".trade")
                        ? Optional.of(new TradeId(PageId.read(in, field + ".trade"), in.u16(field + ".trade.index")))
                        : Optional.empty(),
                Blob.of(in.fixed(32, field + ".terms")));
    }
}
