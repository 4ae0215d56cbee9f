package clearing.client.revenue.language;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * YAML or JSON to a tree with places. Bounded in size and depth; aliases and tags are refused, so that nothing in a document is more than it
 * looks.
 */
final class Document {
    /** Longest document, in bytes. */
    static final int MAX_BYTES = 256 * 1024;

    private static final int MAX_DEPTH = 16;

    private final Path file;
    private final Faults faults;

    private Document(Path file, Faults faults) {
        this.file = file;
        this.faults = faults;
    }

    /** @throws clearing.client.trade.BadInput when it is neither YAML nor JSON, too large or too deep */
    static Node read(Path file, byte[] content, Faults faults) {
        if (content.length > MAX_BYTES) {
            throw Faults.only(file, Place.START, "FILE_TOO_LARGE", "An agreement has at most " + MAX_BYTES + " bytes.");
        }
        return new Document(file, faults).read(content);
    }

    private Node read(byte[] content) {
        try (JsonParser in = factory().createParser(content)) {
            if (in.nextToken() == null) {
                throw bad(Place.START, "The file is empty.");
            }
            Node root = node(in, 0);
            if (in.nextToken() != null) {
                throw bad(
                        place(in.currentTokenLocation()),
                        "One file holds one agreement; a second document begins here.");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw bad(place(e.getLocation()), problem(e));
        } catch (IOException e) {
            throw bad(Place.START, "Cannot be read: " + e.getMessage());
        }
    }

    private JsonFactory factory() {
        StreamReadConstraints bounds =
                StreamReadConstraints.builder().maxNestingDepth(2 * MAX_DEPTH).build();
        if (file.toString().endsWith(".json")) {
            return JsonFactory.builder().streamReadConstraints(bounds).build();
        }
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(2 * MAX_DEPTH);
        options.setCodePointLimit(MAX_BYTES);
        return YAMLFactory.builder()
                .streamReadConstraints(bounds)
                .loaderOptions(options)
                .build();
    }

    private Node node(JsonParser in, int depth) throws IOException {
        Place place = place(in.currentTokenLocation());
        if (depth > MAX_DEPTH) {
            throw bad(place, "Deeper than " + MAX_DEPTH + " levels.");
        }
        if (in instanceof YAMLParser yaml && (yaml.isCurrentAlias() || yaml.getTypeId() != null)) {
            throw bad(place, "Aliases and tags are not used here: write the value out.");
        }
        return switch (in.currentToken()) {
            case START_OBJECT -> fields(in, place, depth);
            case START_ARRAY -> items(in, place, depth);
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
                scalar(place, in.getText().strip());
            case VALUE_NULL -> scalar(place, "");
            default -> throw bad(place, "Not a value.");
        };
    }

    private Node scalar(Place place, String text) {
        if (text.isEmpty()) {
            faults.add(place, "MALFORMED_TERMS", "There is no value.");
        }
        return new Node.Scalar(place, text);
    }

    private Node fields(JsonParser in, Place place, int depth) throws IOException {
        List<Node.Field> fields = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            Place at = place(in.currentTokenLocation());
            in.nextToken();
            Node value = node(in, depth + 1);
            if (names.add(name)) {
                fields.add(new Node.Field(name, at, value));
            } else {
                faults.add(at, "DOUBLED_FIELD", "'" + name + "' stands twice.");
            }
        }
        return new Node.Fields(place, fields);
    }

    private Node items(JsonParser in, Place place, int depth) throws IOException {
        List<Node> items = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(in, depth + 1));
        }
        return new Node.Items(place, items);
    }

    private RuntimeException bad(Place place, String sentence) {
        return Faults.only(file, place, "MALFORMED_TERMS", sentence);
    }

    private static Place place(@Nullable JsonLocation location) {
        return location == null || location.getLineNr() < 1
                ? Place.START
                : new Place(location.getLineNr(), Math.max(1, location.getColumnNr()));
    }

    private static String problem(JsonProcessingException e) {
        String message = e.getCause() instanceof MarkedYAMLException marked
                ? marked.getProblem()
                : e.getOriginalMessage().lines().findFirst().orElse("");
        return "Cannot be read: " + message.strip() + ".";
    }
}
