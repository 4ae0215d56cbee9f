package clearing.settlement.desk.notify;

import io.vertx.core.json.JsonObject;
import jakarta.activation.DataHandler;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/**
 * Hands mails to the member's server, each to one mailbox. Nothing of what the server and this say to one another is logged, so that no
 * password is.
 */
public final class Post {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final MailServer server;
    private final Session session;

    /**
     * To that server.
     *
     * @throws IllegalArgumentException when the certificates that it is to be told by cannot be read
     */
    public Post(MailServer server) {
        this.server = server;
        this.session = Session.getInstance(properties(server));
        session.setDebug(false);
    }

    private static Properties properties(MailServer server) {
        Properties all = new Properties();
        String patience = Long.toString(PATIENCE.toMillis());
        all.setProperty("mail.smtp.connectiontimeout", patience);
        all.setProperty("mail.smtp.timeout", patience);
        all.setProperty("mail.smtp.writetimeout", patience);
        all.setProperty("mail.smtp.localhost", server.from().domain());
        all.setProperty("mail.smtp.auth", Boolean.toString(server.login().isPresent()));
        all.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        all.setProperty("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
        switch (server.security()) {
            case TLS -> all.setProperty("mail.smtp.ssl.enable", "true");
            case STARTTLS -> {
                all.setProperty("mail.smtp.starttls.enable", "true");
                all.setProperty("mail.smtp.starttls.required", "true");
            }
            case NONE -> all.setProperty("mail.smtp.starttls.enable", "false");
        }
        server.trust().ifPresent(file -> all.put("mail.smtp.ssl.socketFactory", Trust.only(file)));
        return all;
    }

    /** A message that keeps its id. */
    private static final class Kept extends MimeMessage {
        private final String id;

        private Kept(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }

    /**
     * Hands one over. Blocks; not for event loops.
     *
     * @param id of the row, the same at every attempt
     * @return why it was not taken, without anything secret; empty when it was
     */
    public Optional<String> send(Mailbox to, String id, String body) {
        try (Transport transport = session.getTransport("smtp")) {
            MimeMessage message = message(to, id, body);
            if (server.login().isPresent()) {
                MailServer.Login login = server.login().get();
                String password = new String(login.password().bytes(), StandardCharsets.UTF_8);
                transport.connect(server.host(), server.port(), login.user(), password);
            } else {
                transport.connect(server.host(), server.port(), null, null);
            }
            transport.sendMessage(message, message.getAllRecipients());
            return Optional.empty();
        } catch (AuthenticationFailedException e) {
            return Optional.of("the server does not let the user in");
        } catch (MessagingException e) {
            return Optional.of(why(e));
        }
    }

    private MimeMessage message(Mailbox to, String id, String body) throws MessagingException {
        MailText mail = MailText.of(to, id, body, server.from().domain());
        MimeMessage message = new Kept(session, mail.messageId());
        message.setFrom(new InternetAddress(server.from().address(), true));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(to.address(), true));
        message.setSubject(mail.subject(), StandardCharsets.US_ASCII.name());
        message.setSentDate(Date.from(Instant.parse(new JsonObject(body).getString("at"))));
        message.setHeader("Auto-Submitted", "auto-generated");
        byte[] text = mail.text().replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        message.setDataHandler(new DataHandler(new ByteArrayDataSource(text, "text/plain; charset=UTF-8")));
        message.setHeader("Content-Transfer-Encoding", "base64");
        message.saveChanges();
        return message;
    }

    /** The server's number, or what kind of failure it is; never its words, which may repeat ours. */
    private static String why(MessagingException failure) {
        Throwable last = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SMTPAddressFailedException refused) {
                return "answered " + refused.getReturnCode();
            }
            if (cause instanceof SMTPSendFailedException refused) {
                return "answered " + refused.getReturnCode();
            }
            last = cause;
        }
        return last.getClass().getSimpleName();
    }
}
