package clearing.settlement.source;

import clearing.books.BadBooksConfig;
import clearing.books.BooksConfigReader;
import clearing.books.CsvMapping;
import clearing.books.CsvTarget;
import clearing.settlement.source.FollowedSource.Changes;
import clearing.settlement.source.FollowedSource.CursorType;
import clearing.settlement.source.FollowedSource.Follow;
import clearing.settlement.source.FollowedSource.Poll;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code sources.json}, strictly; see {@code docs/books.md}. Paths in it are relative to it. */
public final class SourcesFile {
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");
    private static final Set<String> COMMON =
            Set.of("name", "kind", "url", "user", "passwordFile", "intervalSeconds", "mapping");
    private static final Set<String> POLL =
            Set.of("query", "cursor", "cursorType", "start", "overlap", "batch", "listen");
    private static final Set<String> CHANGES = Set.of("slot", "publication", "schema", "table");

    private final Path file;

    private SourcesFile(Path file) {
        this.file = file;
    }

    /**
     * Reads the file.
     *
     * @throws BadSources naming file, field and fault
     */
    public static List<FollowedSource> read(Path file) {
        SourcesFile reader = new SourcesFile(file);
        try {
            return reader.sources(JSON.readTree(Files.readAllBytes(file)));
        } catch (JsonProcessingException e) {
            throw new BadSources(file + ":" + e.getLocation().getLineNr() + ":"
                    + e.getLocation().getColumnNr() + ": not well-formed JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new BadSources(file + ": cannot be read: " + e.getMessage());
        }
    }

    private List<FollowedSource> sources(JsonNode root) {
        known(root, "", Set.of("version", "sources"));
        if (root.path("version").asInt() != 1) {
            throw fault("version", "must be 1");
        }
        if (!root.path("sources").isArray()) {
            throw fault("sources", "must be a list");
        }
        List<FollowedSource> sources = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode node : root.path("sources")) {
            String at = "sources[" + sources.size() + "].";
            FollowedSource source = source(node, at);
            if (!names.add(source.name())) {
                throw fault(at + "name", "there is another source " + source.name());
            }
            sources.add(source);
        }
        return List.copyOf(sources);
    }

    private FollowedSource source(JsonNode node, String at) {
        String kind = text(node, at, "kind");
        Set<String> fields = new HashSet<>(COMMON);
        Follow how = switch (kind) {
            case "poll" -> {
                fields.addAll(POLL);
                yield poll(node, at);
            }
            case "changes" -> {
                fields.addAll(CHANGES);
                yield changes(node, at);
            }
            default -> throw fault(at + "kind", "must be poll or changes");
        };
        known(node, at, fields);
        String name = text(node, at, "name");
        if (!SourceName.fits(name)) {
            throw fault(at + "name", "has 1 to 40 of a-z, 0-9 and '-'");
        }
        return new FollowedSource(
                name,
                text(node, at, "url"),
                text(node, at, "user"),
                file.toAbsolutePath()
                        .resolveSibling(text(node, at, "passwordFile"))
                        .normalize(),
                Duration.ofSeconds(number(node, at, "intervalSeconds", 5, 1, 86_400)),
                mapping(node, at),
                how);
    }

    private Poll poll(JsonNode node, String at) {
        String query = text(node, at, "query");
        if (query.chars().filter(c -> c == '?').count() != 1) {
            throw fault(at + "query", "must have one ?, the cursor");
        }
        String type = node.has("cursorType") ? text(node, at, "cursorType") : "number";
        if (!Set.of("number", "time").contains(type)) {
            throw fault(at + "cursorType", "must be number or time");
        }
        CursorType cursor = CursorType.valueOf(type.toUpperCase(Locale.ROOT));
        String start = node.has("start")
                ? text(node, at, "start")
                : cursor == CursorType.NUMBER ? "0" : "1970-01-01T00:00:00Z";
        if (!PollCursor.fits(cursor, start)) {
            throw fault(at + "start", "is no " + type);
        }
        return new Poll(
                query,
                text(node, at, "cursor"),
                cursor,
                start,
                number(node, at, "overlap", 0, 0, 1_000_000_000),
                number(node, at, "batch", 1_000, 1, 100_000),
                node.has("listen") ? Optional.of(identifier(node, at, "listen")) : Optional.empty());
    }

    private Changes changes(JsonNode node, String at) {
        return new Changes(
                identifier(node, at, "slot"),
                identifier(node, at, "publication"),
                node.has("schema") ? identifier(node, at, "schema") : "public",
                identifier(node, at, "table"));
    }

    private CsvMapping mapping(JsonNode node, String at) {
        try {
            CsvMapping mapping = BooksConfigReader.readMapping(
                    file + ": " + at + "mapping",
                    node.path("mapping").toString().getBytes(StandardCharsets.UTF_8));
            if (!mapping.columns().containsKey(CsvTarget.ENTRY_ID)) {
                throw fault(at + "mapping", "needs a column for entryId, by which an entry that comes again is known");
            }
            if (mapping.has(CsvTarget.RECORD)) {
                throw fault(at + "mapping", "cannot have record: each row of a source is an entry");
            }
            return mapping;
        } catch (BadBooksConfig e) {
            throw new BadSources(e.problem().toString());
        }
    }

    private String identifier(JsonNode node, String at, String name) {
        String text = text(node, at, name);
        if (!IDENTIFIER.matcher(text).matches()) {
            throw fault(at + name, "has 1 to 63 letters, digits and underscores, no digit first");
        }
        return text;
    }

    private String text(JsonNode node, String at, String name) {
        JsonNode field = node.path(name);
        if (!field.isTextual() || field.textValue().isBlank()) {
            throw fault(at + name, "must be a text");
        }
        return field.textValue();
    }

    private int number(JsonNode node, String at, String name, int otherwise, int least, int most) {
        JsonNode field = node.path(name);
        if (field.isMissingNode()) {
            return otherwise;
        }
        if (!field.isInt() || field.intValue() < least || field.intValue() > most) {
            throw fault(at + name, "must be a whole number from " + least + " to " + most);
        }
        return field.intValue();
    }

    private void known(JsonNode node, String at, Set<String> fields) {
        if (!node.isObject()) {
            throw fault(at.isEmpty() ? "" : at.substring(0, at.length() - 1), "must be an object");
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!fields.contains(name)) {
                throw fault(at + name, "is not a field of a source");
            }
        });
    }

    private BadSources fault(String field, String sentence) {
        return new BadSources(file + ": " + field + ": " + sentence);
    }
}
