package clearing.settlement.desk.notify;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A mail address of plain ASCII: no name, no comment, no quotes and nothing that could begin another line or another address.
 *
 * @param address at most 254 characters
 */
public record Mailbox(String address) implements Target {
    /** How the name of a row begins that tells a mailbox; no webhook's name has a colon. */
    static final String PREFIX = "mail:";

    private static final int LONGEST = 254;
    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern FORM =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:[.][A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@" + LABEL + "(?:[.]"
                    + LABEL + ")*");

    /** @throws IllegalArgumentException when it is no address */
    public Mailbox {
        if (!isAddress(address)) {
            throw new IllegalArgumentException("this is no mail address");
        }
    }

    /** Whether a text is an address. */
    public static boolean isAddress(String text) {
        return text.length() <= LONGEST && FORM.matcher(text).matches();
    }

    /** The mailbox that a row names. */
    static Optional<Mailbox> named(String target) {
        return Optional.of(target)
                .filter(text -> text.startsWith(PREFIX))
                .map(text -> text.substring(PREFIX.length()))
                .filter(Mailbox::isAddress)
                .map(Mailbox::new);
    }

    /** What stands after the at sign, in lower case. */
    public String domain() {
        return address.substring(address.indexOf('@') + 1).toLowerCase(Locale.ROOT);
    }

    @Override
    public String name() {
        return PREFIX + address;
    }
}
