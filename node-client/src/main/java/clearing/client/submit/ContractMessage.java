package clearing.client.submit;

import clearing.client.outbox.IntentState;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The contract's error text, {@code CODE field: sentence} or {@code CODE: sentence}, taken apart. */
final class ContractMessage {
    private static final Pattern FORM = Pattern.compile("([A-Z][A-Z0-9_]{2,63})(?: ([^:\\s]{1,200}))?: (.*)", Pattern.DOTALL);

    private ContractMessage() {}

    static IntentState.Refused refusal(String detail) {
        Matcher matcher = FORM.matcher(detail);
        if (matcher.matches()) {
            return new IntentState.Refused(
                    matcher.group(1), matcher.group(2) == null ? "" : matcher.group(2), matcher.group(3));
        }
        return new IntentState.Refused("CONTRACT_REFUSED", "", detail);
    }
}
