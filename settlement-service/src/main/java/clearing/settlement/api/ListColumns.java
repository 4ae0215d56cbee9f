package clearing.settlement.api;

import clearing.settlement.export.TableWriter.Cell;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The columns of the lists that can be had as a file, as the API's document names them ({@code x-export}), and which of them are numbers. */
final class ListColumns {
    private final JsonObject document;
    private final Map<String, List<Column>> columns = new HashMap<>();

    /** One column: path of the property in an item, and whether it is a number. */
    record Column(List<String> path, boolean number) {
        String heading() {
            return String.join(".", path);
        }

        Cell of(JsonObject item) {
            Object value = item;
            for (String step : path) {
                value = value instanceof JsonObject object ? object.getValue(step) : null;
            }
            return switch (value) {
                case null -> new Cell.Empty();
                case JsonArray array -> new Cell.Words(joined(array));
                case Object plain when number -> new Cell.Figure(plain.toString());
                default -> new Cell.Words(value.toString());
            };
        }

        private static String joined(JsonArray array) {
            List<String> words = new ArrayList<>();
            array.forEach(each -> words.add(
                    each instanceof JsonObject object ? object.getString("text", object.encode()) : each.toString()));
            return String.join("; ", words);
        }
    }

    ListColumns(JsonObject document) {
        this.document = document;
        document.getJsonObject("paths")
                .forEach(path -> ((JsonObject) path.getValue()).forEach(method -> {
                    JsonObject operation = (JsonObject) method.getValue();
                    if (operation.getValue("x-export") instanceof JsonArray named) {
                        columns.put(operation.getString("operationId"), columns(operation, named));
                    }
                }));
    }

    /** Columns of an operation's list; empty when the document names none. */
    Optional<List<Column>> of(String operation) {
        return Optional.ofNullable(columns.get(operation));
    }

    private List<Column> columns(JsonObject operation, JsonArray named) {
        JsonObject page = resolved(operation
                .getJsonObject("responses")
                .getJsonObject("200")
                .getJsonObject("content")
                .getJsonObject("application/json")
                .getJsonObject("schema"));
        JsonObject item =
                resolved(page.getJsonObject("properties").getJsonObject("items").getJsonObject("items"));
        return named.stream().map(name -> column(item, name.toString())).toList();
    }

    private Column column(JsonObject item, String name) {
        List<String> path = List.of(name.split("\\."));
        JsonObject schema = item;
        boolean decimal = false;
        for (String step : path) {
            JsonObject property = resolved(schema).getJsonObject("properties").getJsonObject(step);
            if (property == null) {
                throw new IllegalStateException("x-export names " + name + ", which the items do not have");
            }
            decimal = "#/components/schemas/Decimal".equals(property.getValue("$ref"));
            schema = property;
        }
        return new Column(path, decimal || "integer".equals(resolved(schema).getValue("type")));
    }

    private JsonObject resolved(JsonObject schema) {
        return Contract.resolved(document, schema);
    }
}
