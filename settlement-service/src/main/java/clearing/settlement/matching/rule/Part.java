package clearing.settlement.matching.rule;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** One object of a rule set, read field by field; what nobody asked for is an error. */
final class Part {
    private final JsonObject json;
    private final String path;
    private final Set<String> read = new HashSet<>();

    Part(JsonObject json, String path) {
        this.json = json;
        this.path = path;
    }

    String at(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    BadRuleSet bad(String field, String sentence) {
        return new BadRuleSet(at(field), at(field) + " " + sentence);
    }

    private Optional<Object> value(String field) {
        read.add(field);
        return Optional.ofNullable(json.getValue(field));
    }

    String text(String field) {
        String text = value(field)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .orElse("");
        if (text.isBlank() || text.length() > 200) {
            throw bad(field, "is a text of 1 to 200 characters.");
        }
        return text;
    }

    String text(String field, String otherwise) {
        return json.containsKey(field) ? text(field) : otherwise;
    }

    <E extends Enum<E>> E choice(String field, Class<E> type) {
        String text = text(field);
        for (E each : type.getEnumConstants()) {
            if (each.name().equals(text)) {
                return each;
            }
        }
        throw bad(field, "is one of " + List.of(type.getEnumConstants()) + ", not " + text + ".");
    }

    <E extends Enum<E>> E choice(String field, Class<E> type, E otherwise) {
        return json.containsKey(field) ? choice(field, type) : otherwise;
    }

    long number(String field, long least, long most, long otherwise) {
        Optional<Object> value = value(field);
        if (value.isEmpty() && !json.containsKey(field)) {
            return otherwise;
        }
        if (value.isPresent() && (value.get() instanceof Integer || value.get() instanceof Long)) {
            long number = ((Number) value.get()).longValue();
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw bad(field, String.format(Locale.ROOT, "is a whole number from %d to %d.", least, most));
    }

    boolean flag(String field, boolean otherwise) {
        Optional<Object> value = value(field);
        if (value.isEmpty() && !json.containsKey(field)) {
            return otherwise;
        }
        return value.filter(Boolean.class::isInstance)
                .map(Boolean.class::cast)
                .orElseThrow(() -> bad(field, "is true or false."));
    }

    Optional<Part> object(String field) {
        Optional<Object> value = value(field);
        if (value.isEmpty() && !json.containsKey(field)) {
            return Optional.empty();
        }
        return Optional.of(value.filter(JsonObject.class::isInstance)
                .map(each -> new Part((JsonObject) each, at(field)))
                .orElseThrow(() -> bad(field, "is an object.")));
    }

    /** The objects of a list of 1 to {@code most}. */
    List<Part> objects(String field, int most) {
        JsonArray array = array(field, most);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            String place = field + "[" + i + "]";
            if (!(array.getValue(i) instanceof JsonObject each)) {
                throw bad(place, "is an object.");
            }
            parts.add(new Part(each, at(place)));
        }
        return parts;
    }

    JsonArray array(String field, int most) {
        if (value(field).orElse(new JsonArray()) instanceof JsonArray array
                && !array.isEmpty()
                && array.size() <= most) {
            return array;
        }
        throw bad(field, "is a list of 1 to " + most + ".");
    }

    Set<String> names() {
        return json.fieldNames();
    }

    /** Refuses fields that nobody has read. */
    void done() {
        for (String field : json.fieldNames()) {
            if (!read.contains(field)) {
                throw bad(field, "is not known here.");
            }
        }
    }
}
