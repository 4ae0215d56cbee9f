package clearing.settlement.api;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;

/**
 * Holds answers against the OpenAPI document: status, content type, the headers that the document names, and the body. It is
 * stricter than the document's schemas: a property that the document does not know is a difference too.
 */
final class AnswerJudge {
    private static final Set<String> NO_BODY = Set.of("204", "304");

    private final JsonObject document;
    private final JsonObject components;
    private final Map<String, JsonObject> operations = new LinkedHashMap<>();
    private final Map<String, Pattern> paths = new HashMap<>();
    private final Map<String, String> methods = new HashMap<>();
    private final Map<String, Validator> validators = new HashMap<>();
    private final Set<String> heard = new ConcurrentSkipListSet<>();

    AnswerJudge(JsonObject document) {
        this.document = document;
        JsonObject closed = document.getJsonObject("components").copy();
        close(closed);
        this.components = closed;
        document.getJsonObject("paths")
                .forEach(path -> ((JsonObject) path.getValue()).forEach(method -> {
                    JsonObject operation = (JsonObject) method.getValue();
                    String id = operation.getString("operationId");
                    operations.put(id, operation);
                    paths.put(
                            id,
                            Pattern.compile(path.getKey().replace(".", "\\.").replaceAll("\\{[^}]+}", "[^/]+")));
                    methods.put(id, method.getKey().toUpperCase(Locale.ROOT));
                }));
    }

    /** An object of which the document knows the properties has no others. */
    private static void close(Object node) {
        if (node instanceof JsonObject object) {
            if ("object".equals(object.getValue("type"))
                    && object.containsKey("properties")
                    && !object.containsKey("additionalProperties")) {
                object.put("additionalProperties", false);
            }
            object.forEach(entry -> close(entry.getValue()));
        } else if (node instanceof JsonArray array) {
            array.forEach(AnswerJudge::close);
        }
    }

    /** Ids of all operations, in the document's order. */
    List<String> operations() {
        return List.copyOf(operations.keySet());
    }

    JsonObject operation(String id) {
        return Optional.ofNullable(operations.get(id)).orElseThrow();
    }

    HttpMethod method(String id) {
        return HttpMethod.valueOf(methods.get(id));
    }

    /** Every {@code operation status} that the document names. */
    Set<String> named() {
        Set<String> named = new TreeSet<>();
        operations.forEach((id, operation) ->
                operation.getJsonObject("responses").fieldNames().forEach(status -> named.add(id + " " + status)));
        return named;
    }

    /** Every {@code operation status} that was held against the document so far. */
    Set<String> heard() {
        return new TreeSet<>(heard);
    }

    /** The operation that a request means. */
    Optional<String> operation(HttpMethod method, String path) {
        return operations.keySet().stream()
                .filter(id ->
                        method(id).equals(method) && paths.get(id).matcher(path).matches())
                .findFirst();
    }

    /** What in the answer is not as the document says; nothing when all is. */
    List<String> differences(String id, int status, MultiMap headers, Buffer body) {
        heard.add(id + " " + status);
        JsonObject responses = operation(id).getJsonObject("responses");
        JsonObject response = responses.getJsonObject(Integer.toString(status));
        if (response == null) {
            return List.of("the document names no status " + status);
        }
        JsonObject said = resolved(response);
        List<String> differences = new ArrayList<>();
        said.getJsonObject("headers", new JsonObject())
                .forEach(header -> header((JsonObject) header.getValue(), headers.get(header.getKey()))
                        .ifPresent(wrong -> differences.add("header " + header.getKey() + " " + wrong)));
        JsonObject content = said.getJsonObject("content", new JsonObject());
        String type =
                Optional.ofNullable(headers.get("Content-Type")).orElse("").split(";", 2)[0];
        if (content.isEmpty() || NO_BODY.contains(Integer.toString(status))) {
            if (body.length() > 0 || !type.isEmpty()) {
                differences.add("the document names no body; it is " + type + " " + body);
            }
        } else if (!content.containsKey(type)) {
            differences.add("content type '" + type + "' in place of " + content.fieldNames());
        } else if (body.length() == 0 && type.endsWith("json")) {
            differences.add("there is no body");
        } else {
            Object value = type.endsWith("json") ? new JsonObject(body) : body.toString();
            differences.addAll(differences(content.getJsonObject(type).getJsonObject("schema"), value));
        }
        return differences;
    }

    private Optional<String> header(JsonObject said, String value) {
        if (value == null) {
            return said.getBoolean("required", false) ? Optional.of("is missing") : Optional.empty();
        }
        List<String> wrong = differences(said.getJsonObject("schema"), value);
        return wrong.isEmpty() ? Optional.empty() : Optional.of(wrong.toString());
    }

    /** What in the value does not fit the schema; both as the document has them. */
    synchronized List<String> differences(JsonObject schema, Object value) {
        Validator validator = validators.computeIfAbsent(schema.encode(), text -> {
            JsonObject closed = schema.copy();
            close(closed);
            return Validator.create(
                    JsonSchema.of(closed.put("components", components)),
                    new JsonSchemaOptions()
                            .setBaseUri("https://clearing.example/")
                            .setDraft(Draft.DRAFT202012)
                            .setOutputFormat(OutputFormat.Basic));
        });
        OutputUnit result = validator.validate(value);
        if (result.getValid()) {
            return List.of();
        }
        return Optional.ofNullable(result.getErrors()).orElse(List.of()).stream()
                .map(error -> error.getInstanceLocation() + " " + error.getError())
                .toList();
    }

    private JsonObject resolved(JsonObject node) {
        String reference = node.getString("$ref");
        if (reference == null) {
            return node;
        }
        JsonObject found = document;
        for (String step : reference.substring(2).split("/")) {
            found = found.getJsonObject(step);
        }
        return found;
    }
}
