package clearing.client.revenue.language;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * Takes the fields of one object, each by its name; what was never asked for is a fault at the end. After a fault the value is an empty one, and
 * reading goes on.
 */
final class FieldReader {
    private static final Node.Scalar NOTHING = new Node.Scalar(Place.START, "");

    private final Node.Fields node;
    private final String path;
    private final Reading reading;
    private final List<String> known = new ArrayList<>();

    /**
     * @param path of the object among the fields of the terms; empty for the terms themselves
     */
    FieldReader(Node node, String path, Reading reading) {
        this.path = path;
        this.reading = reading;
        reading.place(path, node.place());
        if (node instanceof Node.Fields fields) {
            this.node = fields;
        } else {
            reading.fault(node.place(), "MALFORMED_TERMS", "Fields with values are due, here is " + node.what() + ".");
            this.node = new Node.Fields(node.place(), List.of());
        }
    }

    Place place() {
        return node.place();
    }

    /** The path of one of the object's fields. */
    String path(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    boolean has(String name) {
        return node.fields().stream().anyMatch(f -> f.name().equals(name));
    }

    /** @param field what the terms call it */
    Optional<Node> optional(String name, String field) {
        known.add(name);
        Optional<Node.Field> found =
                node.fields().stream().filter(f -> f.name().equals(name)).findFirst();
        found.ifPresent(f -> reading.place(path(field), f.value().place()));
        return found.map(Node.Field::value);
    }

    Optional<Node> required(String name, String field) {
        Optional<Node> found = optional(name, field);
        if (found.isEmpty()) {
            reading.fault(node.place(), "MISSING_FIELD", "'" + name + "' is missing.");
        }
        return found;
    }

    String text(String name) {
        return text(name, name);
    }

    String text(String name, String field) {
        return required(name, field).map(this::scalar).orElse(NOTHING).text();
    }

    String text(String name, String field, String otherwise) {
        return optional(name, field).map(this::scalar).map(Node.Scalar::text).orElse(otherwise);
    }

    Node.Scalar scalar(Node value) {
        if (value instanceof Node.Scalar scalar) {
            return scalar;
        }
        reading.fault(value.place(), "MALFORMED_TERMS", "A single value is due, here is " + value.what() + ".");
        return new Node.Scalar(value.place(), "");
    }

    long figure(String name, String field, Reading.Figure figure) {
        return required(name, field).map(value -> figure(value, figure)).orElse(0L);
    }

    OptionalLong optionalFigure(String name, String field, Reading.Figure figure) {
        return optional(name, field)
                .map(value -> OptionalLong.of(figure(value, figure)))
                .orElse(OptionalLong.empty());
    }

    private long figure(Node value, Reading.Figure figure) {
        Node.Scalar scalar = scalar(value);
        return scalar.text().isEmpty() ? 0 : reading.figure(scalar.place(), scalar.text(), figure);
    }

    /** One of several words; the first is taken where nothing is written and nothing is needed. */
    <T> T choice(String name, SortedMap<String, T> words, Optional<T> otherwise) {
        Optional<Node> value = otherwise.isPresent() ? optional(name, name) : required(name, name);
        T first = otherwise.orElseGet(() -> words.get(words.firstKey()));
        if (value.isEmpty()) {
            return first;
        }
        Node.Scalar scalar = scalar(value.get());
        T chosen = words.get(scalar.text());
        if (chosen == null) {
            reading.fault(
                    scalar.place(),
                    "UNKNOWN_WORD",
                    "'" + scalar.text() + "' is none of " + String.join(", ", words.keySet()) + ".");
            return first;
        }
        return chosen;
    }

    boolean flag(String name) {
        return choice(name, new TreeMap<>(Map.of("false", false, "true", true)), Optional.of(false));
    }

    LocalDate day(Node value) {
        Node.Scalar scalar = scalar(value);
        try {
            return LocalDate.parse(scalar.text());
        } catch (DateTimeException e) {
            reading.fault(scalar.place(), "MALFORMED_DATE", "'" + scalar.text() + "' is no day, such as 2027-01-31.");
            return LocalDate.EPOCH;
        }
    }

    /** Items of a list, each with the path that the terms give it. */
    <T> List<T> list(Node value, String field, BiFunction<Node, String, T> reader) {
        if (!(value instanceof Node.Items items)) {
            reading.fault(value.place(), "MALFORMED_TERMS", "A list is due, here is " + value.what() + ".");
            return List.of();
        }
        List<T> all = new ArrayList<>();
        for (int i = 0; i < items.items().size(); i++) {
            String at = path(field) + "[" + i + "]";
            reading.place(at, items.items().get(i).place());
            all.add(reader.apply(items.items().get(i), at));
        }
        return all;
    }

    List<String> texts(Node value, String field) {
        return list(value, field, (item, at) -> scalar(item).text());
    }

    /** Fields of an object whose names are free. */
    List<Node.Field> entries(Node value) {
        if (value instanceof Node.Fields fields) {
            return fields.fields();
        }
        reading.fault(value.place(), "MALFORMED_TERMS", "Names with values are due, here is " + value.what() + ".");
        return List.of();
    }

    /** A fault for each field that nothing asked for. */
    void end() {
        for (Node.Field field : node.fields()) {
            if (!known.contains(field.name())) {
                reading.fault(
                        field.place(),
                        "UNKNOWN_FIELD",
                        "'" + field.name() + "' is no field here; there are " + String.join(", ", known) + ".");
            }
        }
    }
}
