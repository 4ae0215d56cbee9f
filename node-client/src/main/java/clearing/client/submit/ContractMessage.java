package clearing.client.submit;

import clearing.client.outbox.IntentState;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The contract's error text, {@code CLEARING-<number> <CODE> <field>: <sentence>}, taken apart. */
public final class ContractMessage {
    static final String PREFIX = "CLEARING-";
    private static final Pattern FORM =
            Pattern.compile("CLEARING-[0-9A-Z]{1,8} ([A-Z][A-Z0-9_]{1,63}) ([^:\\s]{0,200}): (.*)", Pattern.DOTALL);

    private ContractMessage() {}

    /** A refusal in the contract's words; text of another form is {@code CONTRACT_REFUSED}. */
    public static IntentState.Refused refusal(String detail) {
        Matcher matcher = FORM.matcher(detail);
        return matcher.matches()
                ? new IntentState.Refused(matcher.group(1), matcher.group(2), matcher.group(3))
                : new IntentState.Refused("CONTRACT_REFUSED", "", detail);
    }

    /**
     * Whether the refusal is about the caller's standing or clock and not about the content: the same content may be taken once that is
     * mended, so the intent is kept as it is.
     */
    public static boolean mendable(IntentState.Refused refusal) {
        return refusal.code().equals("ROLE_MISSING") || refusal.field().equals("timestamp");
    }
}
