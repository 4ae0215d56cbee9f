package clearing.kernel.revenue.run;

import clearing.kernel.ResultCode;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.command.RevenueCommand.Portion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A disputed line.
 *
 * <pre>
 * dispute := format u8 | by text | reason text | resolved u8 | answers u8 | (member text, portion list){answers}
 * portion list := count u8 | (party text, amount i64){count}
 * </pre>
 *
 * @param by who raised it
 * @param resolved whether what was set aside has been paid
 * @param answers who should get what, by the party that says so
 */
public record Dispute(String by, String reason, boolean resolved, SortedMap<String, List<Portion>> answers) {
    private static final int FORMAT = 1;

    public Dispute {
        answers = Collections.unmodifiableSortedMap(new TreeMap<>(answers));
    }

    Dispute answered(String member, List<Portion> amounts) {
        SortedMap<String, List<Portion>> more = new TreeMap<>(answers);
        more.put(member, List.copyOf(amounts));
        return new Dispute(by, reason, resolved, more);
    }

    Dispute paid() {
        return new Dispute(by, reason, true, answers);
    }

    public byte[] encode() {
        ByteWriter out = new ByteWriter(256).u8(FORMAT).text(by).text(reason);
        out.u8(resolved ? 1 : 0).u8(answers.size());
        answers.forEach((member, amounts) -> {
            out.text(member).u8(amounts.size());
            amounts.forEach(portion -> out.text(portion.party()).i64(portion.amount()));
        });
        return out.toBytes();
    }

    /** @throws clearing.kernel.MalformedInput when the bytes are no dispute */
    public static Dispute decode(byte[] stored) {
        ByteReader in = new ByteReader(stored);
        if (in.u8("dispute.format") != FORMAT) {
            throw in.fault(ResultCode.UNSUPPORTED_VERSION, "dispute.format", "is not 1");
        }
        String by = in.text("dispute.by");
        String reason = in.text("dispute.reason");
        boolean resolved = in.flag("dispute.resolved");
        SortedMap<String, List<Portion>> answers = new TreeMap<>();
        for (int left = in.u8("dispute.answers"); left > 0; left--) {
            String member = in.text("dispute.member");
            List<Portion> amounts = new ArrayList<>();
            for (int more = in.u8("dispute.amounts"); more > 0; more--) {
                amounts.add(new Portion(in.text("dispute.party"), in.i64("dispute.amount")));
            }
            answers.put(member, amounts);
        }
        in.end("dispute");
        return new Dispute(by, reason, resolved, answers);
    }
}
