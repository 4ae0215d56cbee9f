package clearing.settlement.desk.notify;

import clearing.kernel.codec.Bytes;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A mail of what the outbox holds. The subject is made of fixed words, the member's id and the break's number, as it is read by whoever
 * carries the mail; amounts and accounts stand nowhere.
 *
 * @param messageId the same at every attempt
 */
record MailText(String messageId, String subject, String text) {
    private static final int DIGITS = 16;

    /**
     * The mail that a row means for a mailbox.
     *
     * @param id of the row
     * @param body as {@link Outbox} wrote it
     * @param domain of the sender
     */
    static MailText of(Mailbox to, String id, String body, String domain) {
        JsonObject told = new JsonObject(body);
        String event = DeskEvent.valueOf(told.getString("event"))
                .name()
                .toLowerCase(Locale.ROOT)
                .replace('_', ' ');
        String member = word(told.getString("member"));
        long breakId = told.getLong("breakId");
        String severity = word(told.getString("severity"));
        byte[] all = (member + "\n" + id + "\n" + to.address() + "\n" + body).getBytes(StandardCharsets.UTF_8);
        String digits = HexFormat.of().formatHex(Bytes.sha256(all)).substring(0, DIGITS);
        String text = "Break " + breakId + " of " + member + ": " + event + ".\n\n"
                + "Severity: " + severity + "\n"
                + "At: " + line(told.getString("at")) + "\n"
                + "By: " + line(told.getString("by")) + "\n"
                + line(told.getString("text")) + "\n\n"
                + "Accounts and amounts stand in the workbench.\n";
        return new MailText(
                "<desk." + id + "." + digits + "@" + domain + ">",
                member + ": break " + breakId + " " + event + ", " + severity,
                text);
    }

    private static String word(String text) {
        return text.replaceAll("[^A-Za-z0-9._-]", "_");
    }

    /** One line, whatever it held. */
    private static String line(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ");
    }
}
