package clearing.kernel.defaults;

import clearing.kernel.ResultCode;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * One step of a waterfall as it stands on the ledger, in minor units of the currency of account.
 *
 * <pre>
 * record := format u8 | pass i32 | step u8 | missing before i128 | missing after i128 | count u16 | line{count}
 * line   := member text | asset text | quantity i64 | share i128 | amount i128
 * </pre>
 *
 * @param pass 1 for the first run of the waterfall
 * @param before what was missing before the step: claims not paid and what the defaulter's account is below zero
 * @param after what was missing after it; for {@link WaterfallStep#PAYMENT} what stays owed
 */
public record WaterfallRecord(int pass, WaterfallStep step, BigInteger before, BigInteger after, List<Line> lines) {
    private static final int FORMAT = 1;
    private static final int WIDE = 16;

    /**
     * One member's part.
     *
     * @param member who gives; for {@link WaterfallStep#PAYMENT} who is paid; for collateral sold the buyer
     * @param asset what is used: the currency of account, or what was sold for it
     * @param quantity minor units of the asset that was used
     * @param share what the rule lays on the member, or what it claims
     * @param amount what it came to now
     */
    public record Line(String member, String asset, long quantity, BigInteger share, BigInteger amount) {}

    public WaterfallRecord {
        lines = List.copyOf(lines);
    }

    public byte[] encode() {
        ByteWriter out = new ByteWriter(256).u8(FORMAT).i32(pass).u8(step.ordinal());
        wide(out, before);
        wide(out, after);
        out.u16(lines.size());
        for (Line line : lines) {
            out.text(line.member()).text(line.asset()).i64(line.quantity());
            wide(out, line.share());
            wide(out, line.amount());
        }
        return out.toBytes();
    }

    /** @throws clearing.kernel.MalformedInput when the bytes are no step */
    public static WaterfallRecord decode(byte[] stored) {
        ByteReader in = new ByteReader(stored);
        if (in.u8("waterfall.format") != FORMAT) {
            throw in.fault(ResultCode.UNSUPPORTED_VERSION, "waterfall.format", "is not 1");
        }
        int pass = in.i32("waterfall.pass");
        WaterfallStep step = in.constant(WaterfallStep.values(), "waterfall.step");
        BigInteger before = wide(in, "waterfall.before");
        BigInteger after = wide(in, "waterfall.after");
        List<Line> lines = new ArrayList<>();
        for (int left = in.u16("waterfall.count"); left > 0; left--) {
            lines.add(new Line(
                    in.text("line.member"),
                    in.text("line.asset"),
                    in.i64("line.quantity"),
                    wide(in, "line.share"),
                    wide(in, "line.amount")));
        }
        in.end("waterfall");
        return new WaterfallRecord(pass, step, before, after, lines);
    }

    /** A signed integer of 128 bits: sums of what nobody has to hold, such as of trades that never settled, may pass 64. */
    static void wide(ByteWriter out, BigInteger value) {
        byte[] bytes = value.toByteArray();
        if (bytes.length > WIDE) {
            throw new ArithmeticException("a sum passes 128 bits");
        }
        byte[] wide = new byte[WIDE];
        java.util.Arrays.fill(wide, 0, WIDE - bytes.length, (byte) (value.signum() < 0 ? 0xFF : 0));
        System.arraycopy(bytes, 0, wide, WIDE - bytes.length, bytes.length);
        out.fixed(wide);
    }

    static BigInteger wide(ByteReader in, String field) {
        return new BigInteger(in.fixed(WIDE, field));
    }
}
