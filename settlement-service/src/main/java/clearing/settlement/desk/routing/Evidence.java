package clearing.settlement.desk.routing;

import clearing.kernel.codec.Bytes;
import clearing.settlement.desk.BreakFacts;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** What a break is made of, as a hash: kind, items of both sides and their sums. Labels, owners and words are no evidence. */
public final class Evidence {
    private Evidence() {}

    /** SHA-256 in hexadecimal digits. */
    public static String of(BreakFacts facts) {
        String text = facts.kind() + "|" + facts.account() + "|" + facts.asset() + "|" + facts.postings() + "|"
                + facts.bookings() + "|" + facts.chainMinor().toPlainString() + "|"
                + facts.booksMinor().toPlainString();
        return HexFormat.of().formatHex(Bytes.sha256(text.getBytes(StandardCharsets.UTF_8)));
    }
}
