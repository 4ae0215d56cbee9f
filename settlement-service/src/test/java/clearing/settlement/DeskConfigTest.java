package clearing.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clearing.settlement.desk.Severity;
import clearing.settlement.desk.notify.DeskEvent;
import clearing.settlement.desk.notify.MailServer;
import clearing.settlement.desk.notify.Mailbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a desk tells, read from its file; a fault names file and field. */
final class DeskConfigTest {
    private static final String WHOLE = """
            {"hosts": ["Hooks.example"],
             "webhooks": [{"name": "ops", "url": "https://hooks.example/breaks", "secretFile": "ops.secret",
               "events": ["ASSIGNED", "ESCALATED"], "minSeverity": "HIGH"}],
             "mail": {"host": "mail.example", "user": "desk", "passwordFile": "mail.secret", "from": "desk@bank.example",
               "domains": ["Bank.example"],
               "addresses": {"ada": "ada@bank.example", "nostro": ["a@bank.example", "b@BANK.example"]},
               "lists": [{"to": ["chief@bank.example"], "events": ["SLA_BREACHED"], "minSeverity": "CRITICAL"}]}}
            """;

    private @TempDir Path folder;

    @BeforeEach
    void secrets() throws IOException {
        Files.writeString(folder.resolve("ops.secret"), "sixteen bytes or more\nnot this\n");
        Files.writeString(folder.resolve("mail.secret"), "correct horse\n");
        Files.writeString(folder.resolve("short.secret"), "short\n");
        Files.writeString(folder.resolve("empty.secret"), "\n");
    }

    private DeskConfig read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("desk.json"), text);
        return DeskConfig.read(
                Optional.of(file),
                name -> Optional.ofNullable(Map.of("MAIL", "battery staple").get(name)));
    }

    @Test
    void without_a_file_nobody_is_told() {
        DeskConfig none = DeskConfig.read(Optional.empty(), name -> Optional.empty());
        assertThat(none.channels()).isEmpty();
        assertThat(none.mailServer()).isEmpty();
        assertThat(none.mailing().domains()).isEmpty();
    }

    @Test
    void everything_is_read_and_no_secret_is_in_a_text() throws IOException {
        DeskConfig config = read(WHOLE);
        assertThat(config.hosts()).containsExactly("hooks.example");
        assertThat(config.privateToo()).isFalse();
        assertThat(config.channels()).hasSize(1);
        assertThat(config.channels().getFirst().events()).isEqualTo(Set.of(DeskEvent.ASSIGNED, DeskEvent.ESCALATED));
        assertThat(config.channels().getFirst().minSeverity()).isEqualTo(Severity.HIGH);
        MailServer server = config.mailServer().orElseThrow();
        assertThat(server.security()).isEqualTo(MailServer.Security.STARTTLS);
        assertThat(server.port()).isEqualTo(587);
        assertThat(server.login().orElseThrow().user()).isEqualTo("desk");
        assertThat(config.mailing().addresses())
                .containsEntry("ada", List.of(new Mailbox("ada@bank.example")))
                .containsEntry("nostro", List.of(new Mailbox("a@bank.example"), new Mailbox("b@BANK.example")));
        assertThat(config.mailing().allows(new Mailbox("x@BANK.example"))).isTrue();
        assertThat(config.mailing().allows(new Mailbox("x@bank.example.evil"))).isFalse();
        assertThat(config.mailing().lists().getFirst().events()).isEqualTo(Set.of(DeskEvent.SLA_BREACHED));
        assertThat(config.toString()).doesNotContain("horse").doesNotContain("sixteen bytes or");
    }

    @Test
    void the_password_may_stand_in_the_environment() throws IOException {
        String text = WHOLE.replace(
                "\"passwordFile\": \"mail.secret\"", "\"passwordVariable\": \"MAIL\", \"security\": \"TLS\"");
        MailServer server = read(text).mailServer().orElseThrow();
        assertThat(server.port()).isEqualTo(465);
        assertThat(server.login().orElseThrow().password().toString()).isEqualTo("Secret[14 bytes]");
        refused(text.replace("MAIL", "OTHER"), "mail.passwordVariable holds no password");
    }

    private void refused(String text, String fault) {
        assertThatThrownBy(() -> read(text))
                .as(text)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("desk.json")
                .hasMessageContaining(fault);
    }

    @Test
    void a_fault_names_its_field() {
        refused(WHOLE.replace("\"hosts\"", "\"hots\""), "hots is no field");
        refused(WHOLE.replace("ops.secret", "none.secret"), "webhooks[0].secretFile is no file");
        refused(WHOLE.replace("https://hooks", "ftp://hooks"), "webhooks[0].url is no http or https address");
        refused(WHOLE.replace("\"ops\"", "\"Ops\""), "webhooks[0].name has 1 to 40");
        refused(WHOLE.replace("ESCALATED", "TOLD"), "webhooks[0].events: there is no TOLD");
        refused(WHOLE.replace("CRITICAL", "GRAVE"), "mail.lists[0].minSeverity: there is no GRAVE");
        refused(WHOLE.replace("ops.secret", "short.secret"), "webhooks[0].secretFile holds less than 16 bytes");
        refused(
                WHOLE.replace("https://hooks.example", "https://other.example"),
                "is of a host that hosts does not list");
        refused(WHOLE.replace("mail.secret", "empty.secret"), "mail.passwordFile holds no password");
        refused(WHOLE.replace("\"from\"", "\"form\""), "mail.form is no field");
        refused(WHOLE.replace("desk@bank.example", "desk"), "mail.from is no mail address");
        refused(WHOLE.replace("ada@bank.example", "ada@elsewhere.example"), "mail.addresses.ada is of a domain");
        refused(
                WHOLE.replace("chief@bank.example", "chief@bank.example\\r\\nBcc: x@bank.example"),
                "mail.lists[0].to is no");
        refused(WHOLE.replace("\"user\": \"desk\",", ""), "mail.user is missing");
        refused(
                WHOLE.replace("\"host\": \"mail.example\"", "\"host\": \"mail.example\", \"security\": \"NONE\""),
                "mail.security is NONE");
        refused(WHOLE.replace("\"Bank.example\"", ""), "mail.domains lists no domain");
        refused(
                WHOLE.replace("\"host\": \"mail.example\"", "\"host\": \"mail.example\", \"port\": 70000"),
                "mail.port is no port");
        refused("{\n \"hosts\": [}", "desk.json:2:");
        refused("{\"hosts\": [], \"hosts\": []}", "not well-formed");
    }
}
