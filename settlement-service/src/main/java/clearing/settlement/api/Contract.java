package clearing.settlement.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The OpenAPI document that the API is held to, with the roles that may call each operation. */
public final class Contract {
    private static final String RESOURCE = "/openapi/clearing-v1.yaml";
    /** The validator knows no other response types; responses are held to the document by tests. */
    private static final Set<String> UNREAD_TYPES = Set.of(
            "text/event-stream",
            "application/octet-stream",
            "application/yaml",
            "application/problem+json",
            "text/html",
            "text/csv",
            "application/pdf",
            "application/xml",
            "application/zip",
            "image/jpeg",
            "image/png",
            "text/plain",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private final String yaml;
    private final OpenAPIContract openApi;
    private final Map<String, Set<String>> roles;
    private final Map<String, String> scopes;
    private final JsonObject document;

    private Contract(
            String yaml,
            JsonObject document,
            OpenAPIContract openApi,
            Map<String, Set<String>> roles,
            Map<String, String> scopes) {
        this.yaml = yaml;
        this.openApi = openApi;
        this.roles = Map.copyOf(roles);
        this.scopes = Map.copyOf(scopes);
        this.document = document;
    }

    /**
     * Reads the document of this version of the service.
     *
     * @param vertx where it is resolved
     * @return the contract; fails when the document is not valid OpenAPI 3.1
     */
    public static Future<Contract> load(Vertx vertx) {
        String yaml = text();
        JsonObject document = json(yaml);
        JsonObject whole = document.copy();
        Map<String, Set<String>> roles = new HashMap<>();
        Map<String, String> scopes = new HashMap<>();
        forEachOperation(document, operation -> {
            Set<String> words = new LinkedHashSet<>();
            operation.getJsonArray("x-roles", new JsonArray()).forEach(word -> words.add(word.toString()));
            roles.put(operation.getString("operationId"), words);
            if (operation.getValue("x-scope") instanceof String scope) {
                scopes.put(operation.getString("operationId"), scope);
            }
            operation.remove("security");
            operation.getJsonObject("responses").forEach(response -> strip((JsonObject) response.getValue()));
        });
        document.remove("security");
        JsonObject components = document.getJsonObject("components");
        components.remove("securitySchemes");
        components.getJsonObject("responses").forEach(response -> strip((JsonObject) response.getValue()));
        return OpenAPIContract.from(vertx, document).map(openApi -> new Contract(yaml, whole, openApi, roles, scopes));
    }

    /** The document as JSON, read once for all that goes by it; not to be changed. */
    JsonObject document() {
        return document;
    }

    /** What a schema of the document means: itself, or what it refers to. */
    static JsonObject resolved(JsonObject document, JsonObject schema) {
        JsonObject found = schema;
        while (found.getValue("$ref") instanceof String ref) {
            JsonObject at = document;
            for (String step : ref.substring(2).split("/", -1)) {
                at = at.getJsonObject(step);
            }
            found = at;
        }
        return found;
    }

    /** The document as it is. */
    String yaml() {
        return yaml;
    }

    OpenAPIContract openApi() {
        return openApi;
    }

    /** Words of the roles that may call the operation; none for one that the document does not name. */
    Set<String> roles(String operationId) {
        return roles.getOrDefault(operationId, Set.of());
    }

    /**
     * What somebody who works for some accounts only gets from the operation: {@code open} the same as everybody, {@code account} what
     * belongs to those accounts; empty when it is not for them.
     */
    Optional<String> scope(String operationId) {
        return Optional.ofNullable(scopes.get(operationId));
    }

    /** The document as JSON, every reference in place. */
    static JsonObject json() {
        return json(text());
    }

    private static void strip(JsonObject response) {
        JsonObject content = response.getJsonObject("content");
        if (content != null) {
            UNREAD_TYPES.forEach(content::remove);
            if (content.isEmpty()) {
                response.remove("content");
            }
        }
    }

    private static void forEachOperation(JsonObject document, java.util.function.Consumer<JsonObject> action) {
        document.getJsonObject("paths")
                .forEach(path -> ((JsonObject) path.getValue())
                        .forEach(method -> action.accept((JsonObject) method.getValue())));
    }

    private static String text() {
        try (InputStream in = Contract.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the OpenAPI document is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonObject json(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Map<String, Object> loaded = new Yaml(new SafeConstructor(options)).load(yaml);
        try {
            return new JsonObject(new ObjectMapper().writeValueAsString(loaded));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the OpenAPI document is not plain data", e);
        }
    }
}
