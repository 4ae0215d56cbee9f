package clearing.kernel;

import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of one command.
 *
 * @param field the field at fault, empty when accepted
 * @param detail a sentence for people, without amounts or names that the caller did not send
 * @param affected trades (or items) that changed
 * @param remaining trades that a settlement round looked at and could not settle
 */
public record Outcome(ResultCode code, String field, String detail, int affected, int remaining) {
    private static final int FORMAT = 1;
    private static final int MAX_DETAIL_BYTES = 1_000;

    public static Outcome done(int affected) {
        return new Outcome(ResultCode.OK, "", "", affected, 0);
    }

    public static Outcome alreadyRecorded() {
        return new Outcome(ResultCode.ALREADY_RECORDED, "", "", 0, 0);
    }

    public static Outcome refused(ResultCode code, String field, String detail) {
        return new Outcome(code, field, detail, 0, 0);
    }

    public static Outcome refused(ResultCode code, String field) {
        return refused(code, field, code.sentence());
    }

    public boolean accepted() {
        return code.accepted();
    }

    /** Canonical bytes of a batch's outcomes: the contract's response. */
    public static byte[] encode(List<Outcome> outcomes) {
        ByteWriter out = new ByteWriter(64).u8(FORMAT).u16(outcomes.size());
        for (Outcome o : outcomes) {
            out.u16(o.code.number())
                    .text(o.field)
                    .utf8(o.detail)
                    .i32(o.affected)
                    .i32(o.remaining);
        }
        return out.toBytes();
    }

    /** @throws MalformedInput when the bytes are no outcomes */
    public static List<Outcome> decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        if (in.u8("outcomes.format") != FORMAT) {
            throw new MalformedInput(
                    ResultCode.UNSUPPORTED_VERSION, "outcomes.format", "the outcomes' format is not 1");
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (int left = in.u16("outcomes.count"); left > 0; left--) {
            outcomes.add(new Outcome(
                    ResultCode.ofNumber(in.u16("outcome.code")),
                    in.text("outcome.field"),
                    in.utf8(MAX_DETAIL_BYTES, "outcome.detail"),
                    in.i32("outcome.affected"),
                    in.i32("outcome.remaining")));
        }
        in.end("outcomes");
        return outcomes;
    }
}
