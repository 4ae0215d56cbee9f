package clearing.kernel.revenue.run;

import clearing.kernel.ResultCode;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A drawing on the reserve and who is for it.
 *
 * <pre>drawing := format u8 | to text | amount i64 | reason text | paid u8 | votes u8 (member text){votes}</pre>
 *
 * @param to id of the party that is paid
 * @param amount minor units
 */
public record Drawing(String to, long amount, String reason, boolean paid, SortedSet<String> votes) {
    private static final int FORMAT = 1;

    public Drawing {
        votes = Collections.unmodifiableSortedSet(new TreeSet<>(votes));
    }

    /** Whether it is about the same payment for the same reason. */
    boolean isFor(String party, long minor, String why) {
        return to.equals(party) && amount == minor && reason.equals(why);
    }

    Drawing votedBy(String member, boolean nowPaid) {
        SortedSet<String> more = new TreeSet<>(votes);
        more.add(member);
        return new Drawing(to, amount, reason, nowPaid, more);
    }

    public byte[] encode() {
        ByteWriter out = new ByteWriter(128).u8(FORMAT).text(to).i64(amount).text(reason);
        out.u8(paid ? 1 : 0).u8(votes.size());
        votes.forEach(out::text);
        return out.toBytes();
    }

    /** @throws clearing.kernel.MalformedInput when the bytes are no drawing */
    public static Drawing decode(byte[] stored) {
        ByteReader in = new ByteReader(stored);
        if (in.u8("drawing.format") != FORMAT) {
            throw in.fault(ResultCode.UNSUPPORTED_VERSION, "drawing.format", "is not 1");
        }
        String to = in.text("drawing.to");
        long amount = in.i64("drawing.amount");
        String reason = in.text("drawing.reason");
        boolean paid = in.flag("drawing.paid");
        SortedSet<String> votes = new TreeSet<>();
        for (int left = in.u8("drawing.votes"); left > 0; left--) {
            votes.add(in.text("drawing.member"));
        }
        in.end("drawing");
        return new Drawing(to, amount, reason, paid, votes);
    }
}
