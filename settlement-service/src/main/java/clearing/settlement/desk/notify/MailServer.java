package clearing.settlement.desk.notify;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where mails are handed over.
 *
 * @param security how the way there is kept
 * @param login who signs in there, never over an open way
 * @param from whom mails come from
 * @param trust certificates in PEM that may sign the server's, in place of those of the Java runtime
 */
public record MailServer(
        String host, int port, Security security, Optional<Login> login, Mailbox from, Optional<Path> trust) {
    public MailServer {
        if (login.isPresent() && security == Security.NONE) {
            throw new IllegalArgumentException("a password is not sent over an open way");
        }
    }

    /** How the way to the server is kept. */
    public enum Security {
        /** TLS from the first byte on. */
        TLS,
        /** TLS is asked for, and nothing is said without it. */
        STARTTLS,
        /** Open, for a server on the same machine. */
        NONE
    }

    /** Who signs in. The password is in no text. */
    public record Login(String user, Secret password) {}
}
