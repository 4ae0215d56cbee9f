package clearing.settlement;

import clearing.settlement.desk.Severity;
import clearing.settlement.desk.notify.DeskEvent;
import clearing.settlement.desk.notify.MailList;
import clearing.settlement.desk.notify.MailServer;
import clearing.settlement.desk.notify.MailServer.Login;
import clearing.settlement.desk.notify.MailServer.Security;
import clearing.settlement.desk.notify.Mailbox;
import clearing.settlement.desk.notify.Mailing;
import clearing.settlement.desk.notify.Secret;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The object {@code mail} of a {@code desk.json}.
 *
 * @param environment variables by name, of which one may hold the password
 */
record MailConfig(DeskFile file, Function<String, Optional<String>> environment) {
    private static final Set<String> FIELDS = Set.of(
            "host",
            "port",
            "security",
            "user",
            "passwordFile",
            "passwordVariable",
            "from",
            "trustFile",
            "domains",
            "addresses",
            "lists");

    /** Where mails are handed over. */
    MailServer server(JsonNode mail) {
        file.known(mail, "mail.", FIELDS);
        String host = mail.path("host").asText();
        file.require("mail.host", host.matches("[A-Za-z0-9.:-]{1,253}"), "is no host");
        Security security =
                file.word("mail.security", Security.class, mail.path("security").asText("STARTTLS"));
        int port = mail.path("port").asInt(security == Security.TLS ? 465 : 587);
        file.require("mail.port", port > 0 && port < 65_536, "is no port");
        Optional<Login> login = login(mail);
        file.require(
                "mail.security",
                login.isEmpty() || security != Security.NONE,
                "is NONE, and a password is not sent over an open way");
        Optional<Path> trust = Optional.of(mail.path("trustFile").asText())
                .filter(name -> !name.isEmpty())
                .map(name -> file.other("mail.trustFile", name));
        return new MailServer(host, port, security, login, mailbox("mail.from", mail.path("from")), trust);
    }

    private Optional<Login> login(JsonNode mail) {
        String user = mail.path("user").asText();
        boolean inFile = mail.hasNonNull("passwordFile");
        boolean inVariable = mail.hasNonNull("passwordVariable");
        if (user.isEmpty()) {
            file.require("mail.user", !inFile && !inVariable, "is missing, and there is a password");
            return Optional.empty();
        }
        file.require("mail.passwordFile", inFile != inVariable, "or passwordVariable is needed, one of them");
        String password = inFile
                ? file.secret("mail.passwordFile", mail.path("passwordFile").asText())
                : environment.apply(mail.path("passwordVariable").asText()).orElse("");
        file.require(inFile ? "mail.passwordFile" : "mail.passwordVariable", !password.isEmpty(), "holds no password");
        return Optional.of(new Login(user, new Secret(password.getBytes(StandardCharsets.UTF_8))));
    }

    /** Who may be told. */
    Mailing mailing(JsonNode mail) {
        Set<String> domains = new TreeSet<>();
        mail.path("domains").forEach(domain -> domains.add(domain.asText().toLowerCase(Locale.ROOT)));
        file.require("mail.domains", !domains.isEmpty(), "lists no domain that mails may go to");
        Map<String, List<Mailbox>> addresses = new TreeMap<>();
        mail.path("addresses")
                .properties()
                .forEach(named -> addresses.put(
                        named.getKey(), mailboxes("mail.addresses." + named.getKey(), named.getValue(), domains)));
        List<MailList> lists = new ArrayList<>();
        for (JsonNode list : mail.path("lists")) {
            String place = "mail.lists[" + lists.size() + "].";
            file.known(list, place, Set.of("to", "events", "minSeverity"));
            lists.add(new MailList(
                    mailboxes(place + "to", list.path("to"), domains),
                    file.words(place + "events", DeskEvent.class, list.path("events")),
                    file.word(
                            place + "minSeverity",
                            Severity.class,
                            list.path("minSeverity").asText("LOW"))));
        }
        return new Mailing(domains, addresses, lists);
    }

    private List<Mailbox> mailboxes(String field, JsonNode given, Set<String> domains) {
        List<Mailbox> all = new ArrayList<>();
        if (given.isArray()) {
            given.forEach(each -> all.add(mailbox(field, each)));
        } else {
            all.add(mailbox(field, given));
        }
        file.require(field, !all.isEmpty(), "names no address");
        all.forEach(each ->
                file.require(field, domains.contains(each.domain()), "is of a domain that mail.domains does not list"));
        return all;
    }

    private Mailbox mailbox(String field, JsonNode given) {
        file.require(field, Mailbox.isAddress(given.asText()), "is no mail address");
        return new Mailbox(given.asText());
    }
}
