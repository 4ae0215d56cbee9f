package clearing.settlement.desk.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clearing.settlement.desk.notify.MailServer.Login;
import clearing.settlement.desk.notify.MailServer.Security;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.vertx.core.json.JsonObject;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mails against a real server. */
final class PostTest {
    private static final Mailbox DESK = new Mailbox("desk@harbour.example");
    private static final Mailbox ADA = new Mailbox("ada@harbour.example");
    private static final Secret PASSWORD = new Secret("correct horse".getBytes(StandardCharsets.UTF_8));
    private static final JsonObject BODY = new JsonObject()
            .put("member", "HarbourBrokers")
            .put("event", "SLA_BREACHED")
            .put("at", "2026-11-20T09:00:00Z")
            .put("breakId", 12)
            .put("severity", "HIGH")
            .put("by", "service")
            .put("text", "not resolved in time, 逾期");

    private @TempDir Path folder;
    private GreenMail mail;

    @BeforeEach
    void start() throws Exception {
        TestKeys.make(folder);
        System.setProperty(
                "greenmail.tls.keystore.file", folder.resolve("server.p12").toString());
        System.setProperty("greenmail.tls.keystore.password", TestKeys.PASSWORD);
        mail = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS)
        });
        mail.start();
        mail.setUser(ADA.address(), ADA.address(), "pw");
        mail.setUser(DESK.address(), "desk", "correct horse");
    }

    @AfterEach
    void stop() {
        mail.stop();
        System.clearProperty("greenmail.tls.keystore.file");
        System.clearProperty("greenmail.tls.keystore.password");
    }

    private Post plain() {
        return new Post(new MailServer(
                "127.0.0.1", mail.getSmtp().getPort(), Security.NONE, Optional.empty(), DESK, Optional.empty()));
    }

    private Post tls(String password, Optional<Path> trust) {
        Login login = new Login("desk", new Secret(password.getBytes(StandardCharsets.UTF_8)));
        return new Post(
                new MailServer("127.0.0.1", mail.getSmtps().getPort(), Security.TLS, Optional.of(login), DESK, trust));
    }

    @Test
    void a_mail_says_what_happened_and_has_the_same_id_at_every_attempt() throws Exception {
        assertThat(plain().send(ADA, "7", BODY.encode())).isEmpty();
        assertThat(plain().send(ADA, "7", BODY.encode())).isEmpty();
        assertThat(plain().send(ADA, "8", BODY.encode())).isEmpty();
        MimeMessage[] all = mail.getReceivedMessages();
        assertThat(all).hasSize(3);
        MimeMessage first = all[0];
        assertThat(first.getSubject()).isEqualTo("HarbourBrokers: break 12 sla breached, HIGH");
        assertThat(first.getFrom()).containsExactly(new InternetAddress(DESK.address()));
        assertThat(first.getAllRecipients()).containsExactly(new InternetAddress(ADA.address()));
        assertThat(first.getSentDate()).isEqualTo(Instant.parse("2026-11-20T09:00:00Z"));
        assertThat(first.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(first.getContent().toString())
                .contains("not resolved in time, 逾期")
                .contains("By: service");
        assertThat(first.getMessageID()).endsWith("@harbour.example>").isEqualTo(all[1].getMessageID());
        assertThat(all[2].getMessageID()).isNotEqualTo(first.getMessageID());
    }

    @Test
    void nothing_that_is_told_becomes_a_header_or_a_line_of_the_protocol() throws Exception {
        String evil = "x\r\nBcc: eve@elsewhere.example\r\n.\r\nRSET\u2028y";
        String body = BODY.copy()
                .put("member", "Harbour\r\nBcc: eve@elsewhere.example")
                .put("severity", "HIGH\nX-Evil: 1")
                .put("by", evil)
                .put("text", evil)
                .encode();
        assertThat(plain().send(ADA, "7", body)).isEmpty();
        MimeMessage only = mail.getReceivedMessages()[0];
        assertThat(only.getHeader("Bcc")).isNull();
        assertThat(only.getHeader("X-Evil")).isNull();
        assertThat(only.getSubject()).doesNotContain("\r", "\n");
        assertThat(only.getContent().toString().lines())
                .anyMatch(line -> line.startsWith("By: x Bcc: eve@elsewhere.example . RSET y"));
        for (String address : List.of(
                "ada@harbour.example\r\nRCPT TO:<eve@elsewhere.example>",
                "ada@harbour.example, eve@elsewhere.example",
                "Ada <ada@harbour.example>",
                "\"a b\"@harbour.example",
                "ada@harbour..example",
                "ada@-harbour.example",
                "@harbour.example",
                "ada",
                "a".repeat(250) + "@b.example",
                "ada@hafen.exämple",
                "")) {
            assertThatThrownBy(() -> new Mailbox(address)).as(address).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_password_goes_only_over_tls_to_the_server_that_the_certificate_names() throws Exception {
        Optional<Path> trust = Optional.of(folder.resolve("server.pem"));
        assertThat(tls("correct horse", trust).send(ADA, "7", BODY.encode())).isEmpty();
        assertThat(mail.getReceivedMessages()).hasSize(1);
        assertThat(tls("wrong", trust).send(ADA, "7", BODY.encode())).contains("the server does not let the user in");
        assertThat(mail.getReceivedMessages()).hasSize(1);
        try (StartTlsServer server = StartTlsServer.start(folder.resolve("server.p12"), TestKeys.PASSWORD)) {
            for (Optional<Path> stranger : List.of(Optional.<Path>empty(), Optional.of(folder.resolve("other.pem")))) {
                Post post = new Post(new MailServer(
                        "127.0.0.1",
                        server.port(),
                        Security.STARTTLS,
                        Optional.of(new Login("desk", PASSWORD)),
                        DESK,
                        stranger));
                assertThat(post.send(ADA, "7", BODY.encode())).contains("SunCertPathBuilderException");
            }
            assertThat(server.within()).isEmpty();
        }
        try (StartTlsServer server = StartTlsServer.start(folder.resolve("other.p12"), TestKeys.PASSWORD)) {
            Post post = new Post(new MailServer(
                    "127.0.0.1",
                    server.port(),
                    Security.STARTTLS,
                    Optional.of(new Login("desk", PASSWORD)),
                    DESK,
                    Optional.of(folder.resolve("other.pem"))));
            assertThat(post.send(ADA, "7", BODY.encode()))
                    .as("it is vouched for as another")
                    .isPresent();
            assertThat(server.within()).isEmpty();
        }
        Login login = new Login("desk", PASSWORD);
        assertThat(login.toString()).doesNotContain("horse");
        assertThatThrownBy(() ->
                        new MailServer("127.0.0.1", 25, Security.NONE, Optional.of(login), DESK, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tls("x", Optional.of(folder.resolve("server.p12"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void starttls_is_asked_for_and_nothing_is_said_without_it() throws Exception {
        Login login = new Login("desk", PASSWORD);
        Optional<Path> trust = Optional.of(folder.resolve("server.pem"));
        try (StartTlsServer server = StartTlsServer.start(folder.resolve("server.p12"), TestKeys.PASSWORD)) {
            Post post = new Post(
                    new MailServer("127.0.0.1", server.port(), Security.STARTTLS, Optional.of(login), DESK, trust));
            assertThat(post.send(ADA, "7", BODY.encode())).isEmpty();
            assertThat(server.openly()).containsExactly("EHLO harbour.example", "STARTTLS");
            assertThat(server.within())
                    .startsWith("EHLO harbour.example")
                    .contains("RCPT TO:<ada@harbour.example>")
                    .anyMatch(line -> line.startsWith("AUTH "));
        }
        Post post = new Post(new MailServer(
                "127.0.0.1", mail.getSmtp().getPort(), Security.STARTTLS, Optional.of(login), DESK, trust));
        assertThat(post.send(ADA, "7", BODY.encode()))
                .as("it offers no STARTTLS")
                .isPresent();
        assertThat(mail.getReceivedMessages()).isEmpty();
    }

    @Test
    void what_the_server_does_not_take_has_its_number_and_none_of_its_words() {
        try (StartTlsServer server = StartTlsServer.refusing(folder.resolve("server.p12"), TestKeys.PASSWORD)) {
            Post post = new Post(new MailServer(
                    "127.0.0.1",
                    server.port(),
                    Security.STARTTLS,
                    Optional.empty(),
                    DESK,
                    Optional.of(folder.resolve("server.pem"))));
            assertThat(post.send(ADA, "7", BODY.encode())).contains("answered 550");
        }
        int closed = mail.getSmtp().getPort();
        mail.stop();
        Post nobody =
                new Post(new MailServer("127.0.0.1", closed, Security.NONE, Optional.empty(), DESK, Optional.empty()));
        assertThat(nobody.send(ADA, "7", BODY.encode())).contains("ConnectException");
    }
}
