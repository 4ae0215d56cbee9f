package clearing.settlement;

import clearing.settlement.access.UserRole;
import clearing.settlement.access.openid.OpenIdTerms;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One member's service. Paths in the file are relative to it.
 *
 * @param file where this was read
 * @param member own member id
 * @param profile connection profile of the ledger
 * @param database where the books of the service are
 * @param connections greatest number of database connections
 * @param host address to listen on
 * @param port port to listen on; 0 takes a free one
 * @param tls certificate and key, where the service itself speaks TLS
 * @param runFile file that tells the address while the service runs
 * @param desk the desk's {@code desk.json}; without it nobody is told of breaks
 * @param books the member's {@code books.json}; without it nothing can be uploaded
 * @param bookingGraceDays business days in which a booking may follow its value date
 * @param pendingGraceDays business days in which an entry may wait for its other side
 * @param sources file of the live sources that the service follows
 * @param openId the identity provider, where people sign in at one
 * @param carrier as whom the service submits to the ledger by itself; without it, it submits nothing
 */
public record ServiceConfig(
        Path file,
        String member,
        Path profile,
        DatabaseConfig database,
        int connections,
        String host,
        int port,
        Optional<Tls> tls,
        Optional<Path> runFile,
        Optional<Path> desk,
        Optional<Path> books,
        int bookingGraceDays,
        int pendingGraceDays,
        Optional<Path> sources,
        Optional<OpenIdTerms> openId,
        Optional<CarrierConfig> carrier) {
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Set<String> FIELDS = Set.of(
            "member",
            "profile",
            "database",
            "connections",
            "http",
            "books",
            "grace",
            "sources",
            "openId",
            "desk",
            "carrier");

    /** Where the member's database is. */
    public sealed interface DatabaseConfig {
        /**
         * A server that this process runs.
         *
         * @param home its folder; members of one process may share it
         * @param name name of the member's database
         */
        record Embedded(Path home, String name) implements DatabaseConfig {}

        /**
         * A server that somebody else runs.
         *
         * @param url JDBC address
         * @param user its user
         * @param passwordFile file whose first line is the password
         */
        record External(String url, String user, Path passwordFile) implements DatabaseConfig {}
    }

    /**
     * For a listener that speaks TLS.
     *
     * @param certificate PEM chain
     * @param key PKCS#8 PEM key
     */
    public record Tls(Path certificate, Path key) {}

    /**
     * Reads a configuration, strictly.
     *
     * @throws ConfigException naming file, field and fault
     */
    public static ServiceConfig read(Path file) {
        try {
            return new Reader(file, JSON.readTree(Files.readAllBytes(file))).config();
        } catch (JsonProcessingException e) {
            throw new ConfigException(file + ":" + e.getLocation().getLineNr() + ":"
                    + e.getLocation().getColumnNr() + ": not well-formed JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read: " + e.getMessage());
        }
    }

    private record Reader(Path file, JsonNode root) {
        ServiceConfig config() {
            known(root, "", FIELDS);
            JsonNode http = object(root, "http");
            known(http, "http.", Set.of("host", "port", "runFile", "tls"));
            JsonNode grace = object(root, "grace");
            known(grace, "grace.", Set.of("bookingDays", "pendingDays"));
            String member = text(root, "", "member");
            return new ServiceConfig(
                    file,
                    member,
                    path(text(root, "", "profile")),
                    database(object(root, "database"), member),
                    number(root, "", "connections", 8, 2, 100),
                    http.path("host").asText("127.0.0.1"),
                    number(http, "http.", "port", 0, 0, 65_535),
                    tls(http),
                    optionalPath(http, "runFile"),
                    optionalPath(root, "desk"),
                    optionalPath(root, "books"),
                    number(grace, "grace.", "bookingDays", 1, 0, 30),
                    number(grace, "grace.", "pendingDays", 0, 0, 30),
                    optionalPath(root, "sources"),
                    openId(),
                    carrier());
        }

        private Optional<CarrierConfig> carrier() {
            if (!root.has("carrier")) {
                return Optional.empty();
            }
            JsonNode node = object(root, "carrier");
            known(node, "carrier.", Set.of("profile", "identity", "journals"));
            return Optional.of(new CarrierConfig(
                    path(text(node.has("profile") ? node : root, node.has("profile") ? "carrier." : "", "profile")),
                    node.has("identity") ? text(node, "carrier.", "identity") : CarrierConfig.MAKER,
                    node.has("journals") ? Optional.of(text(node, "carrier.", "journals")) : Optional.empty()));
        }

        private Optional<OpenIdTerms> openId() {
            if (!root.has("openId")) {
                return Optional.empty();
            }
            JsonNode node = object(root, "openId");
            String prefix = "openId.";
            known(
                    node,
                    prefix,
                    Set.of("name", "issuer", "clientId", "clientSecretFile", "redirect", "rolesClaim", "roles"));
            Map<String, UserRole> roles = new LinkedHashMap<>();
            object(node, "roles")
                    .properties()
                    .forEach(group -> roles.put(
                            group.getKey(),
                            UserRole.ofWord(group.getValue().asText())
                                    .orElseThrow(() -> fault(
                                            prefix + "roles." + group.getKey(),
                                            "must be one of viewer, operator, approver, auditor"))));
            try {
                return Optional.of(new OpenIdTerms(
                        text(node, prefix, "name"),
                        URI.create(text(node, prefix, "issuer")),
                        text(node, prefix, "clientId"),
                        optionalPath(node, "clientSecretFile").map(secret -> firstLine(secret, prefix)),
                        URI.create(text(node, prefix, "redirect")),
                        node.has("rolesClaim") ? text(node, prefix, "rolesClaim") : "groups",
                        roles));
            } catch (IllegalArgumentException e) {
                throw new ConfigException(file + ": openId." + e.getMessage());
            }
        }

        private String firstLine(Path secret, String prefix) {
            try (Stream<String> lines = Files.lines(secret)) {
                return lines.findFirst()
                        .filter(line -> !line.isBlank())
                        .orElseThrow(() -> fault(prefix + "clientSecretFile", "the file is empty"));
            } catch (IOException e) {
                throw fault(prefix + "clientSecretFile", "cannot be read");
            }
        }

        private DatabaseConfig database(JsonNode node, String member) {
            if (node.has("url")) {
                known(node, "database.", Set.of("url", "user", "passwordFile"));
                return new DatabaseConfig.External(
                        text(node, "database.", "url"),
                        text(node, "database.", "user"),
                        path(text(node, "database.", "passwordFile")));
            }
            known(node, "database.", Set.of("embedded", "name"));
            String name =
                    node.path("name").asText(member.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_"));
            if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
                throw fault("database.name", "must be lower-case letters, digits and underscores");
            }
            return new DatabaseConfig.Embedded(path(text(node, "database.", "embedded")), name);
        }

        private Optional<Tls> tls(JsonNode http) {
            if (!http.has("tls")) {
                return Optional.empty();
            }
            JsonNode tls = object(http, "tls");
            known(tls, "http.tls.", Set.of("certificate", "key"));
            return Optional.of(
                    new Tls(path(text(tls, "http.tls.", "certificate")), path(text(tls, "http.tls.", "key"))));
        }

        private void known(JsonNode node, String prefix, Set<String> fields) {
            Iterator<String> names = node.fieldNames();
            while (names.hasNext()) {
                String name = names.next();
                if (!fields.contains(name)) {
                    throw fault(prefix + name, "is not a field of a configuration");
                }
            }
        }

        private JsonNode object(JsonNode parent, String name) {
            JsonNode node = parent.path(name);
            if (!node.isObject() && !node.isMissingNode()) {
                throw fault(name, "must be an object");
            }
            return node.isMissingNode() ? JSON.createObjectNode() : node;
        }

        private String text(JsonNode parent, String prefix, String name) {
            JsonNode node = parent.path(name);
            if (!node.isTextual() || node.textValue().isBlank()) {
                throw fault(prefix + name, "must be a text");
            }
            return node.textValue();
        }

        private int number(JsonNode parent, String prefix, String name, int otherwise, int least, int most) {
            JsonNode node = parent.path(name);
            if (node.isMissingNode()) {
                return otherwise;
            }
            if (!node.isInt() || node.intValue() < least || node.intValue() > most) {
                throw fault(prefix + name, "must be a whole number from " + least + " to " + most);
            }
            return node.intValue();
        }

        private Optional<Path> optionalPath(JsonNode parent, String name) {
            return parent.has(name) ? Optional.of(path(text(parent, "", name))) : Optional.empty();
        }

        private Path path(String text) {
            return file.toAbsolutePath().resolveSibling(text).normalize();
        }

        private ConfigException fault(String field, String sentence) {
            return new ConfigException(file + ": " + field + ": " + sentence);
        }
    }
}
