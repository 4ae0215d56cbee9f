package clearing.kernel.collateral;

import clearing.kernel.ResultCode;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;

/**
 * What a valuer has attested of an asset. Each one stays on the ledger under its own key; the newest stands under the asset's too.
 *
 * <pre>valuation := format u8 | date i32 | revision u16 | numerator i64 | denominator i64</pre>
 *
 * @param date days since 1970-01-01
 * @param revision 0 for the date's first, one more each time that the valuer states the same date anew
 */
public record Valuation(int date, int revision, Price price) {
    private static final int FORMAT = 1;

    public byte[] encode() {
        ByteWriter out = new ByteWriter(32).u8(FORMAT).i32(date).u16(revision);
        price.write(out);
        return out.toBytes();
    }

    /** @throws clearing.kernel.MalformedInput when the bytes are no valuation */
    public static Valuation decode(byte[] stored) {
        ByteReader in = new ByteReader(stored);
        if (in.u8("valuation.format") != FORMAT) {
            throw in.fault(ResultCode.UNSUPPORTED_VERSION, "valuation.format", "is not 1");
        }
        Valuation valuation = new Valuation(
                in.i32("valuation.date"), in.u16("valuation.revision"), Price.read(in, "valuation.price"));
        in.end("valuation");
        return valuation;
    }
}
