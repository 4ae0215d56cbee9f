package clearing.settlement;

import clearing.settlement.desk.Severity;
import clearing.settlement.desk.notify.Channel;
import clearing.settlement.desk.notify.DeskEvent;
import clearing.settlement.desk.notify.Secret;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whom a member's desk tells, from its {@code desk.json}. Paths are relative to the file; a secret's file holds it as its first line.
 *
 * @param hosts that webhooks may call
 * @param privateToo whether they may call into private networks
 */
record DeskConfig(List<Channel> channels, List<String> hosts, boolean privateToo) {
    private static final int LEAST_SECRET = 16;
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    DeskConfig {
        channels = List.copyOf(channels);
        hosts = List.copyOf(hosts);
    }

    /** Nobody is told where there is no file. */
    static DeskConfig read(Optional<Path> file) {
        return file.map(DeskConfig::read).orElseGet(() -> new DeskConfig(List.of(), List.of(), false));
    }

    private static DeskConfig read(Path file) {
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(file));
            known(file, root, "", Set.of("webhooks", "hosts", "privateNetworks"));
            List<String> hosts = new ArrayList<>();
            root.path("hosts").forEach(host -> hosts.add(host.asText().toLowerCase(Locale.ROOT)));
            List<Channel> channels = new ArrayList<>();
            Set<String> names = new TreeSet<>();
            for (JsonNode hook : root.path("webhooks")) {
                String place = "webhooks[" + channels.size() + "].";
                known(file, hook, place, Set.of("name", "url", "secretFile", "events", "minSeverity"));
                Channel channel = channel(file, place, hook);
                require(file, place + "name", names.add(channel.name()), "stands there twice");
                require(
                        file,
                        place + "url",
                        hosts.contains(channel.url().getHost().toLowerCase(Locale.ROOT)),
                        "is of a host that hosts does not list");
                channels.add(channel);
            }
            return new DeskConfig(channels, hosts, root.path("privateNetworks").asBoolean(false));
        } catch (JsonProcessingException e) {
            throw new ConfigException(file + ":" + e.getLocation().getLineNr() + ":"
                    + e.getLocation().getColumnNr() + ": not well-formed JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read: " + e.getMessage());
        }
    }

    private static Channel channel(Path file, String place, JsonNode hook) throws IOException {
        String name = hook.path("name").asText();
        require(file, place + "name", name.matches("[a-z0-9-]{1,40}"), "has 1 to 40 of a-z, 0-9 and '-'");
        URI url = url(file, place + "url", hook.path("url").asText());
        Set<DeskEvent> events = EnumSet.noneOf(DeskEvent.class);
        for (JsonNode event : hook.path("events")) {
            events.add(word(file, place + "events", DeskEvent.class, event.asText()));
        }
        Severity least = word(
                file,
                place + "minSeverity",
                Severity.class,
                hook.path("minSeverity").asText("LOW"));
        Path secretFile = file.toAbsolutePath()
                .resolveSibling(hook.path("secretFile").asText("missing"))
                .normalize();
        require(file, place + "secretFile", Files.isRegularFile(secretFile), "is no file");
        String secret = Files.readString(secretFile, StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElse("")
                .strip();
        byte[] key = secret.getBytes(StandardCharsets.UTF_8);
        require(file, place + "secretFile", key.length >= LEAST_SECRET, "holds less than 16 bytes");
        return new Channel(name, url, new Secret(key), events, least);
    }

    private static URI url(Path file, String field, String text) {
        try {
            URI url = URI.create(text);
            boolean good = ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))
                    && url.getHost() != null
                    && url.getRawUserInfo() == null;
            require(file, field, good, "is no http or https address");
            return url;
        } catch (IllegalArgumentException e) {
            throw new ConfigException(file + ": " + field + " " + Objects.toString(e.getMessage()));
        }
    }

    private static <E extends Enum<E>> E word(Path file, String field, Class<E> type, String word) {
        try {
            return Enum.valueOf(type, word);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(file + ": " + field + ": there is no " + word);
        }
    }

    private static void known(Path file, JsonNode node, String prefix, Set<String> fields) {
        node.fieldNames().forEachRemaining(name -> require(file, prefix + name, fields.contains(name), "is no field"));
    }

    private static void require(Path file, String field, boolean holds, String fault) {
        if (!holds) {
            throw new ConfigException(file + ": " + field + " " + fault);
        }
    }
}
