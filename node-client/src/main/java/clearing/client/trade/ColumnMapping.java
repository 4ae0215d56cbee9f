package clearing.client.trade;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How a file from elsewhere says what a trade file says. A JSON object:
 *
 * <pre>{@code
 * {"delimiter": ";",
 *  "columns": {"reference": "Deal No", "side": "B/S", ...},     own column: column of the file
 *  "constants": {"kind": "DVP"},                                own column: value of every row
 *  "values": {"side": {"B": "BUY", "S": "SELL"}},               own column: value of the file: own value
 *  "dateFormat": "dd.MM.uuuu",
 *  "decimalSeparator": ",", "thousandsSeparator": "."}
 * }</pre>
 *
 * Columns that are not named keep their own names.
 */
public final class ColumnMapping {
    /** A file in the product's own form. */
    public static final ColumnMapping NONE =
            new ColumnMapping(',', Map.of(), Map.of(), Map.of(), DateTimeFormatter.ISO_LOCAL_DATE, '.', '\0');

    private static final Set<String> FIELDS = Set.of(
            "delimiter", "columns", "constants", "values", "dateFormat", "decimalSeparator", "thousandsSeparator");

    private final char separator;
    private final Map<String, String> columns;
    private final Map<String, String> constants;
    private final Map<String, Map<String, String>> values;
    private final DateTimeFormatter dates;
    private final char decimalSeparator;
    private final char groupSeparator;

    private ColumnMapping(
            char separator,
            Map<String, String> columns,
            Map<String, String> constants,
            Map<String, Map<String, String>> values,
            DateTimeFormatter dates,
            char decimalSeparator,
            char groupSeparator) {
        this.separator = separator;
        this.columns = Map.copyOf(columns);
        this.constants = Map.copyOf(constants);
        this.values = Map.copyOf(values);
        this.dates = dates;
        this.decimalSeparator = decimalSeparator;
        this.groupSeparator = groupSeparator;
    }

    /** @throws BadInput when the file is not a mapping */
    public static ColumnMapping read(Path file) {
        try {
            JsonNode root = new ObjectMapper().readTree(Files.readAllBytes(file));
            root.fieldNames().forEachRemaining(name -> {
                if (!FIELDS.contains(name)) {
                    throw error(file, 0, "UNKNOWN_FIELD", "'" + name + "' is no field of a mapping.");
                }
            });
            Map<String, Map<String, String>> values = new HashMap<>();
            root.path("values").properties().forEach(e -> values.put(e.getKey(), texts(file, e.getValue())));
            return new ColumnMapping(
                    character(file, root, "delimiter", ','),
                    texts(file, root.path("columns")),
                    texts(file, root.path("constants")),
                    values,
                    DateTimeFormatter.ofPattern(root.path("dateFormat").asText("uuuu-MM-dd"), Locale.ROOT)
                            .withResolverStyle(ResolverStyle.STRICT),
                    character(file, root, "decimalSeparator", '.'),
                    character(file, root, "thousandsSeparator", '\0'));
        } catch (JsonProcessingException e) {
            throw error(file, e.getLocation().getLineNr(), "MALFORMED_JSON", e.getOriginalMessage());
        } catch (IOException e) {
            throw error(file, 0, "UNREADABLE", "Cannot be read: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw error(file, 0, "BAD_DATE_FORMAT", String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, String> texts(Path file, JsonNode node) {
        Map<String, String> texts = new HashMap<>();
        node.properties().forEach(e -> {
            if (!e.getValue().isTextual()) {
                throw error(file, 0, "NOT_A_TEXT", "'" + e.getKey() + "' needs a text.");
            }
            texts.put(e.getKey(), e.getValue().asText());
        });
        return texts;
    }

    private static char character(Path file, JsonNode root, String name, char otherwise) {
        String text = root.path(name).asText(String.valueOf(otherwise));
        if (text.length() != 1) {
            throw error(file, 0, "NOT_A_CHARACTER", "'" + name + "' is one character.");
        }
        return text.charAt(0);
    }

    private static BadInput error(Path file, long line, String code, String sentence) {
        return new BadInput(List.of(new LocatedError(file, line, 0, code, sentence)));
    }

    char separator() {
        return separator;
    }

    DateTimeFormatter dates() {
        return dates;
    }

    /** The file's column for one of ours. */
    String column(String own) {
        return columns.getOrDefault(own, own);
    }

    boolean isConstant(String own) {
        return constants.containsKey(own);
    }

    String constant(String own) {
        return constants.getOrDefault(own, "");
    }

    String value(String own, String found) {
        return values.getOrDefault(own, Map.of()).getOrDefault(found, found);
    }

    /** The amount in our own writing: no groups, a point before decimals. */
    String decimal(String found) {
        String plain = groupSeparator == '\0' ? found : found.replace(String.valueOf(groupSeparator), "");
        if (decimalSeparator == '.') {
            return plain;
        }
        // A point where the file says that decimals follow a comma is no decimal point.
        return plain.indexOf('.') >= 0 ? "?" + plain : plain.replace(decimalSeparator, '.');
    }
}
