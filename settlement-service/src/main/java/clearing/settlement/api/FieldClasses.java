package clearing.settlement.api;

import clearing.settlement.access.DataClass;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The fields of answers that the API's document marks as sensitive, found in an answer by walking it along its schema. */
final class FieldClasses {
    private static final int CLEAR_AT_END = 4;

    private final JsonObject document;
    private final Map<String, JsonObject> marked = new HashMap<>();

    FieldClasses(JsonObject document) {
        this.document = document;
        document.getJsonObject("paths")
                .forEach(path -> ((JsonObject) path.getValue()).forEach(method -> {
                    JsonObject operation = (JsonObject) method.getValue();
                    answer(operation)
                            .filter(schema -> reaches(schema, new HashSet<>()))
                            .ifPresent(schema -> marked.put(operation.getString("operationId"), schema));
                }));
    }

    private static Optional<JsonObject> answer(JsonObject operation) {
        return Optional.ofNullable(operation.getJsonObject("responses").getJsonObject("200"))
                .map(response -> response.getJsonObject("content"))
                .map(content -> content.getJsonObject("application/json"))
                .map(json -> json.getJsonObject("schema"));
    }

    /** Whether any field of the operation's answer is marked. */
    boolean marked(String operation) {
        return marked.containsKey(operation);
    }

    /** All but the last four characters hidden; a short text whole. */
    static String mask(String value) {
        return value.length() <= 2 * CLEAR_AT_END ? "••••" : "••••" + value.substring(value.length() - CLEAR_AT_END);
    }

    /** Passes each sensitive text of the answer through {@code with}, in place, and counts them. */
    int visit(String operation, JsonObject answer, UnaryOperator<String> with) {
        JsonObject schema = marked.get(operation);
        return schema == null ? 0 : visit(answer, schema, with);
    }

    private int visit(Object value, JsonObject unresolved, UnaryOperator<String> with) {
        JsonObject schema = resolved(unresolved);
        int count = 0;
        for (Object part : schema.getJsonArray("allOf", new JsonArray())) {
            count += visit(value, (JsonObject) part, with);
        }
        if (value instanceof JsonArray items && schema.getValue("items") instanceof JsonObject each) {
            for (int i = 0; i < items.size(); i++) {
                count += visit(items.getValue(i), each, with);
            }
        } else if (value instanceof JsonObject object) {
            for (Map.Entry<String, Object> property : schema.getJsonObject("properties", new JsonObject())) {
                Object inner = object.getValue(property.getKey());
                JsonObject described = (JsonObject) property.getValue();
                if (inner instanceof String text && isSensitive(described)) {
                    object.put(property.getKey(), with.apply(text));
                    count++;
                } else if (inner != null) {
                    count += visit(inner, described, with);
                }
            }
        }
        return count;
    }

    private static boolean isSensitive(JsonObject schema) {
        return schema.getValue("x-data-class") instanceof String word
                && DataClass.ofWord(word)
                                .orElseThrow(() -> new IllegalStateException("no data class " + word))
                                .compareTo(DataClass.SENSITIVE)
                        >= 0;
    }

    private boolean reaches(Object node, Set<String> seen) {
        if (node instanceof JsonArray array) {
            return array.stream().anyMatch(each -> reaches(each, seen));
        }
        if (!(node instanceof JsonObject object)) {
            return false;
        }
        if (isSensitive(object)) {
            return true;
        }
        if (object.getValue("$ref") instanceof String ref) {
            return seen.add(ref) && reaches(resolved(object), seen);
        }
        return object.stream()
                .filter(entry ->
                        !entry.getKey().equals("example") && !entry.getKey().equals("examples"))
                .anyMatch(entry -> reaches(entry.getValue(), seen));
    }

    private JsonObject resolved(JsonObject schema) {
        return Contract.resolved(document, schema);
    }
}
