package clearing.settlement;

import clearing.settlement.desk.Severity;
import clearing.settlement.desk.notify.Channel;
import clearing.settlement.desk.notify.Delivery;
import clearing.settlement.desk.notify.DeskEvent;
import clearing.settlement.desk.notify.MailServer;
import clearing.settlement.desk.notify.Mailbox;
import clearing.settlement.desk.notify.Mailing;
import clearing.settlement.desk.notify.Post;
import clearing.settlement.desk.notify.Secret;
import clearing.settlement.desk.notify.Webhooks;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Whom a member's desk tells, from its {@code desk.json}. Paths are relative to the file; a secret's file holds it as its first line.
 *
 * @param hosts that webhooks may call
 * @param privateToo whether they may call into private networks
 * @param mailServer where mails are handed over
 * @param mailing who may be told by mail
 */
record DeskConfig(
        List<Channel> channels,
        List<String> hosts,
        boolean privateToo,
        Optional<MailServer> mailServer,
        Mailing mailing) {
    private static final int LEAST_SECRET = 16;
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    DeskConfig {
        channels = List.copyOf(channels);
        hosts = List.copyOf(hosts);
    }

    /**
     * Nobody is told where there is no file.
     *
     * @param environment variables by name, of which one may hold a password
     * @throws ConfigException that names file and field
     */
    static DeskConfig read(Optional<Path> file, Function<String, Optional<String>> environment) {
        return file.map(each -> read(each, environment))
                .orElseGet(() -> new DeskConfig(List.of(), List.of(), false, Optional.empty(), Mailing.NONE));
    }

    /** Takes what is told to webhooks and, where mail is set up, to the member's mail server. */
    Delivery.Courier courier(Webhooks webhooks) {
        Optional<Post> post = mailServer.map(Post::new);
        return (target, id, body, now) -> switch (target) {
            case Channel hook -> webhooks.tell(hook, id, body, now);
            case Mailbox mailbox ->
                post.isEmpty() ? Optional.of("no mail is set up") : post.get().send(mailbox, id, body);
        };
    }

    private static DeskConfig read(Path path, Function<String, Optional<String>> environment) {
        DeskFile file = new DeskFile(path);
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(path));
            file.known(root, "", Set.of("webhooks", "hosts", "privateNetworks", "mail"));
            List<String> hosts = new ArrayList<>();
            root.path("hosts").forEach(host -> hosts.add(host.asText().toLowerCase(Locale.ROOT)));
            Optional<JsonNode> mail = Optional.of(root.path("mail")).filter(node -> !node.isMissingNode());
            MailConfig mails = new MailConfig(file, environment);
            return new DeskConfig(
                    channels(file, root.path("webhooks"), hosts),
                    hosts,
                    root.path("privateNetworks").asBoolean(false),
                    mail.map(mails::server),
                    mail.map(mails::mailing).orElse(Mailing.NONE));
        } catch (JsonProcessingException e) {
            throw new ConfigException(path + ":" + e.getLocation().getLineNr() + ":"
                    + e.getLocation().getColumnNr() + ": not well-formed JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new ConfigException(path + ": cannot be read: " + e.getMessage());
        }
    }

    private static List<Channel> channels(DeskFile file, JsonNode hooks, List<String> hosts) {
        List<Channel> channels = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        for (JsonNode hook : hooks) {
            String place = "webhooks[" + channels.size() + "].";
            file.known(hook, place, Set.of("name", "url", "secretFile", "events", "minSeverity"));
            Channel channel = channel(file, place, hook);
            file.require(place + "name", names.add(channel.name()), "stands there twice");
            file.require(
                    place + "url",
                    hosts.contains(channel.url().getHost().toLowerCase(Locale.ROOT)),
                    "is of a host that hosts does not list");
            channels.add(channel);
        }
        return channels;
    }

    private static Channel channel(DeskFile file, String place, JsonNode hook) {
        String name = hook.path("name").asText();
        file.require(place + "name", name.matches("[a-z0-9-]{1,40}"), "has 1 to 40 of a-z, 0-9 and '-'");
        URI url = url(file, place + "url", hook.path("url").asText());
        Set<DeskEvent> events = file.words(place + "events", DeskEvent.class, hook.path("events"));
        Severity least = file.word(
                place + "minSeverity", Severity.class, hook.path("minSeverity").asText("LOW"));
        String secret =
                file.secret(place + "secretFile", hook.path("secretFile").asText("missing"));
        byte[] key = secret.getBytes(StandardCharsets.UTF_8);
        file.require(place + "secretFile", key.length >= LEAST_SECRET, "holds less than 16 bytes");
        return new Channel(name, url, new Secret(key), events, least);
    }

    private static URI url(DeskFile file, String field, String text) {
        try {
            URI url = URI.create(text);
            boolean good = ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))
                    && url.getHost() != null
                    && url.getRawUserInfo() == null;
            file.require(field, good, "is no http or https address");
            return url;
        } catch (IllegalArgumentException e) {
            throw new ConfigException(file.file() + ": " + field + " " + Objects.toString(e.getMessage()));
        }
    }
}
