package clearing.settlement.desk.routing;

import clearing.settlement.desk.BreakFacts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What a break is made of, as a hash: kind, items of both sides and their sums. Labels, owners and words are no evidence. */
public final class Evidence {
    private Evidence() {}

    /** SHA-256 in hexadecimal digits. */
    public static String of(BreakFacts facts) {
        String text = facts.kind() + "|" + facts.account() + "|" + facts.asset() + "|" + facts.postings() + "|"
                + facts.bookings() + "|" + facts.chainMinor().toPlainString() + "|"
                + facts.booksMinor().toPlainString();
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
