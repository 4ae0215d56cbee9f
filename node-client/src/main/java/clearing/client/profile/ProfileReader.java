package clearing.client.profile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads {@code profile.json}, strictly: an unknown, missing, doubled or wrongly typed field is an error that names it, since a
 * misspelt {@code tlsCa} that is silently ignored would end in a connection to a stranger.
 */
public final class ProfileReader {
    private static final int MAX_BYTES = 256 * 1024;
    private static final Pattern ADDRESS = Pattern.compile("[^\\s:/]+:[0-9]{1,5}|\\[[0-9a-fA-F:]+]:[0-9]{1,5}");
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(16)
                            .maxStringLength(4096)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Path file;
    private final Path base;

    private ProfileReader(Path file) {
        this.file = file;
        Path parent = file.toAbsolutePath().normalize().getParent();
        this.base = parent == null ? file.toAbsolutePath().normalize() : parent;
    }

    /**
     * Reads and checks a profile. Files that it names are resolved against its folder; they are read when they are used.
     *
     * @throws ProfileException when the file is absent, unreadable, not JSON or not a profile
     */
    public static Profile read(Path file) {
        return new ProfileReader(file).profile();
    }

    private Profile profile() {
        JsonNode root = parse();
        fields(
                root,
                "",
                Set.of("member", "channel", "chaincode", "genesisBlock", "gateways", "identities"),
                Set.of("chaincodeServer", "agent"));
        List<GatewayAddress> gateways = new ArrayList<>();
        JsonNode list = root.path("gateways");
        if (!list.isArray() || list.isEmpty()) {
            throw error("gateways", "At least one gateway is needed, as a list.");
        }
        for (int i = 0; i < list.size(); i++) {
            gateways.add(gateway(list.get(i), "gateways[" + i + "]"));
        }
        Map<String, IdentityFiles> identities = new LinkedHashMap<>();
        JsonNode named = root.path("identities");
        if (!named.isObject() || named.isEmpty()) {
            throw error("identities", "At least one identity is needed, by name.");
        }
        named.properties().forEach(e -> identities.put(e.getKey(), identity(e.getValue(), "identities." + e.getKey())));
        return new Profile(
                file.toAbsolutePath().normalize(),
                text(root, "", "member"),
                text(root, "", "channel"),
                text(root, "", "chaincode"),
                base.resolve(text(root, "", "genesisBlock")).normalize(),
                gateways,
                identities,
                root.has("chaincodeServer") ? Optional.of(address(root, "", "chaincodeServer")) : Optional.empty(),
                flag(root, "agent"));
    }

    private JsonNode parse() {
        try {
            if (!Files.isRegularFile(file)) {
                throw error("", "There is no such file.");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw error("", "A profile has at most " + MAX_BYTES + " bytes.");
            }
            JsonNode root = JSON.readTree(Files.readAllBytes(file));
            if (!root.isObject()) {
                throw error("", "A profile is a JSON object.");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw error(
                    "",
                    "Line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw error("", "Cannot be read: " + e.getMessage());
        }
    }

    private GatewayAddress gateway(JsonNode node, String at) {
        fields(node, at, Set.of("address", "serverName", "tlsCa", "member"), Set.of());
        return new GatewayAddress(
                address(node, at, "address"),
                text(node, at, "serverName"),
                base.resolve(text(node, at, "tlsCa")).normalize(),
                text(node, at, "member"));
    }

    private IdentityFiles identity(JsonNode node, String at) {
        if (node.has("pkcs12")) {
            fields(node, at, Set.of("pkcs12", "passwordFile"), Set.of());
            Path store = base.resolve(text(node, at, "pkcs12")).normalize();
            return new IdentityFiles(
                    store,
                    store,
                    Optional.of(base.resolve(text(node, at, "passwordFile")).normalize()));
        }
        fields(node, at, Set.of("certificate", "key"), Set.of());
        return new IdentityFiles(
                base.resolve(text(node, at, "certificate")).normalize(),
                base.resolve(text(node, at, "key")).normalize(),
                Optional.empty());
    }

    private void fields(JsonNode node, String at, Set<String> required, Set<String> optional) {
        if (!node.isObject()) {
            throw error(at, "An object is expected here.");
        }
        for (Map.Entry<String, JsonNode> e : node.properties()) {
            if (!required.contains(e.getKey()) && !optional.contains(e.getKey())) {
                throw error(join(at, e.getKey()), "Unknown field.");
            }
        }
        for (String name : new java.util.TreeSet<>(required)) {
            if (!node.has(name)) {
                throw error(join(at, name), "Missing.");
            }
        }
    }

    private String text(JsonNode node, String at, String name) {
        JsonNode value = node.path(name);
        if (!value.isTextual() || value.asText().isBlank()) {
            throw error(join(at, name), "A text that is not blank is expected.");
        }
        return value.asText();
    }

    private String address(JsonNode node, String at, String name) {
        String value = text(node, at, name);
        if (!ADDRESS.matcher(value).matches()
                || Integer.parseInt(value.substring(value.lastIndexOf(':') + 1)) > 65_535) {
            throw error(join(at, name), "'" + value + "' is not host:port.");
        }
        return value;
    }

    private boolean flag(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw error(name, "true or false is expected.");
        }
        return value.asBoolean(false);
    }

    private static String join(String at, String name) {
        return at.isEmpty() ? name : at + "." + name;
    }

    private ProfileException error(String field, String sentence) {
        return new ProfileException(file, field, sentence);
    }
}
