package clearing.books;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads {@code books.json}, and a mapping of CSV columns on its own. Strict: an unknown or repeated key is an error. */
public final class BooksConfigReader {
    private static final int MAX_BYTES = 4 << 20;
    private static final int VERSION = 1;
    private static final String DEFAULT_MAPPING = "securities";

    private static final JsonMapper JSON = JsonMapper.builder(factory())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String file;

    private BooksConfigReader(String file) {
        this.file = file;
    }

    /**
     * Reads a configuration.
     *
     * @param file name for locations
     * @throws BadBooksConfig with code, place and sentence
     */
    public static BooksConfig read(String file, byte[] json) {
        BooksConfigReader reader = new BooksConfigReader(file);
        return reader.config(reader.parse(json));
    }

    /**
     * Reads a mapping that stands in a file of its own.
     *
     * @throws BadBooksConfig with code, place and sentence
     */
    public static CsvMapping readMapping(String file, byte[] json) {
        BooksConfigReader reader = new BooksConfigReader(file);
        return reader.mapping(new Part("", reader.parse(json)));
    }

    /**
     * The mappings of a configuration as they are written in it.
     *
     * @throws BadBooksConfig with code, place and sentence
     */
    public static Map<String, String> mappingTexts(String file, byte[] json) {
        Map<String, String> texts = new LinkedHashMap<>();
        new BooksConfigReader(file)
                .parse(json)
                .path("mappings")
                .properties()
                .forEach(each -> texts.put(each.getKey(), each.getValue().toString()));
        return texts;
    }

    private static JsonFactory factory() {
        return new JsonFactoryBuilder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(20)
                        .maxStringLength(10_000)
                        .maxNumberLength(20)
                        .maxDocumentLength(MAX_BYTES)
                        .build())
                .build();
    }

    private record Part(String path, JsonNode node) {
        Part at(String key) {
            return new Part(path + "/" + key, node.path(key));
        }
    }

    private JsonNode parse(byte[] json) {
        if (json.length > MAX_BYTES) {
            throw bad(ProblemCode.TOO_LARGE, 0, 0, "", "A configuration has at most " + MAX_BYTES + " bytes.");
        }
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : Math.max(e.getLocation().getLineNr(), 0);
            int column = e.getLocation() == null ? 0 : Math.max(e.getLocation().getColumnNr(), 0);
            throw bad(
                    ProblemCode.CONFIG_INVALID,
                    line,
                    column,
                    "",
                    "Not the JSON of a configuration: " + Texts.quote(e.getOriginalMessage()));
        } catch (IOException e) {
            throw bad(ProblemCode.CHARSET, 0, 0, "", "The bytes are no text in UTF-8.");
        }
    }

    private BooksConfig config(JsonNode json) {
        Part root = object(
                new Part("", json),
                "version",
                "member",
                "accounts",
                "counterparties",
                "references",
                "files",
                "mappings");
        if (!root.node().path("version").isInt() || root.node().path("version").intValue() != VERSION) {
            throw bad(root.at("version"), "This reader takes version " + VERSION + ".");
        }
        Map<String, CsvMapping> mappings = new LinkedHashMap<>();
        Part all = optionalObject(root.at("mappings"));
        all.node().fieldNames().forEachRemaining(name -> mappings.put(name, mapping(all.at(name))));
        List<BooksConfig.ReferenceField> references = list(root.at("references"), this::reference);
        List<BooksConfig.FileRule> files = list(root.at("files"), this::fileRule);
        for (BooksConfig.FileRule rule : files) {
            if (rule.mapping().isPresent()
                    && !mappings.containsKey(rule.mapping().get())) {
                throw bad(
                        root.at("files"),
                        "There is no mapping " + Texts.quote(rule.mapping().get()) + ".");
            }
        }
        return new BooksConfig(
                text(root.at("member")),
                accounts(root.at("accounts")),
                texts(root.at("counterparties")),
                references.isEmpty() ? BooksConfig.DEFAULT_REFERENCES : references,
                files.isEmpty() ? defaultFiles(mappings) : files,
                mappings);
    }

    private static List<BooksConfig.FileRule> defaultFiles(Map<String, CsvMapping> mappings) {
        List<BooksConfig.FileRule> files = new ArrayList<>();
        files.add(new BooksConfig.FileRule("statements/*.xml", BooksConfig.Format.CAMT_053, Optional.empty()));
        if (mappings.containsKey(DEFAULT_MAPPING)) {
            files.add(new BooksConfig.FileRule("securities.csv", BooksConfig.Format.CSV, Optional.of(DEFAULT_MAPPING)));
        }
        return files;
    }

    private List<BooksConfig.Account> accounts(Part part) {
        List<BooksConfig.Account> accounts = list(part, each -> {
            Part account = object(each, "internal", "account", "asset", "zone");
            return new BooksConfig.Account(
                    text(account.at("internal")),
                    text(account.at("account")),
                    text(account.at("asset")),
                    zone(account.at("zone")));
        });
        Set<String> seen = new HashSet<>();
        for (BooksConfig.Account account : accounts) {
            if (!seen.add(account.asset() + " " + account.internal())) {
                throw bad(
                        part,
                        "Account " + Texts.quote(account.internal()) + " in " + account.asset() + " is mapped twice.");
            }
        }
        return accounts;
    }

    private Optional<ZoneId> zone(Part part) {
        String name = optionalText(part, "");
        try {
            return name.isEmpty() ? Optional.empty() : Optional.of(ZoneId.of(name));
        } catch (DateTimeException e) {
            throw bad(part, "There is no time zone " + Texts.quote(name) + ".");
        }
    }

    private BooksConfig.ReferenceField reference(Part part) {
        for (BooksConfig.ReferenceField field : BooksConfig.ReferenceField.values()) {
            if (field.element().equals(part.node().textValue())) {
                return field;
            }
        }
        throw bad(part, "There is no reference field " + Texts.quote(part.node().asText()) + ".");
    }

    private BooksConfig.FileRule fileRule(Part part) {
        Part rule = object(part, "match", "format", "mapping");
        String word = text(rule.at("format"));
        BooksConfig.Format format = Arrays.stream(BooksConfig.Format.values())
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElseThrow(() -> bad(rule.at("format"), "A format is camt.053, camt, mt, csv or xlsx."));
        Optional<String> mapping =
                rule.node().has("mapping") ? Optional.of(text(rule.at("mapping"))) : Optional.empty();
        if (mapping.isPresent() != format.isTable()) {
            throw bad(rule.at("mapping"), "A file of columns needs a mapping, a statement has none.");
        }
        return new BooksConfig.FileRule(text(rule.at("match")), format, mapping);
    }

    private CsvMapping mapping(Part part) {
        Part mapping = object(
                part,
                "columns",
                "constants",
                "values",
                "dateFormat",
                "decimalSeparator",
                "thousandsSeparator",
                "delimiter",
                "quote",
                "charset",
                "referenceSeparator",
                "totals");
        Map<CsvTarget, Map<String, String>> values = new EnumMap<>(CsvTarget.class);
        Part tables = optionalObject(mapping.at("values"));
        tables.node()
                .fieldNames()
                .forEachRemaining(key -> values.put(target(tables.at(key), key), texts(tables.at(key))));
        try {
            return new CsvMapping(
                    targets(mapping.at("columns")),
                    targets(mapping.at("constants")),
                    values,
                    Dates.pattern(optionalText(mapping.at("dateFormat"), "uuuu-MM-dd")),
                    character(mapping.at("decimalSeparator")).orElse('.'),
                    character(mapping.at("thousandsSeparator")),
                    character(mapping.at("delimiter")).orElse(','),
                    character(mapping.at("quote")).orElse('"'),
                    charset(mapping.at("charset")),
                    optionalText(mapping.at("referenceSeparator"), "+"),
                    totals(mapping.at("totals")));
        } catch (IllegalArgumentException e) {
            throw bad(part, "The mapping cannot be used: " + Texts.quote(String.valueOf(e.getMessage())) + ".");
        }
    }

    private Map<CsvTarget, String> targets(Part part) {
        Map<CsvTarget, String> targets = new EnumMap<>(CsvTarget.class);
        texts(part).forEach((key, value) -> targets.put(target(part.at(key), key), value));
        return targets;
    }

    private Map<String, TotalKind> totals(Part part) {
        Map<String, TotalKind> totals = new LinkedHashMap<>();
        texts(part)
                .forEach((word, kind) -> totals.put(
                        word,
                        Arrays.stream(TotalKind.values())
                                .filter(each -> each.name().equals(kind))
                                .findFirst()
                                .orElseThrow(() ->
                                        bad(part.at(word), "A row of totals is SUM, OPENING, CLOSING or TEXT."))));
        return totals;
    }

    private CsvTarget target(Part part, String key) {
        return CsvTarget.of(key).orElseThrow(() -> bad(part, "There is no target " + Texts.quote(key) + "."));
    }

    private Charset charset(Part part) {
        String name = optionalText(part, "UTF-8");
        try {
            return name.equals("UTF-8") ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw bad(part, "There is no character set " + Texts.quote(name) + ".");
        }
    }

    private Optional<Character> character(Part part) {
        String text = optionalText(part, "");
        if (text.length() > 1) {
            throw bad(part, "One character is wanted.");
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(text.charAt(0));
    }

    private Part object(Part part, String... keys) {
        if (!part.node().isObject()) {
            throw bad(part, "An object is wanted.");
        }
        Set<String> allowed = Set.of(keys);
        part.node().fieldNames().forEachRemaining(key -> {
            if (!allowed.contains(key)) {
                throw bad(part.at(key), "There is no such key.");
            }
        });
        return part;
    }

    private Part optionalObject(Part part) {
        if (part.node().isMissingNode()) {
            return new Part(part.path(), JSON.createObjectNode());
        }
        if (!part.node().isObject()) {
            throw bad(part, "An object is wanted.");
        }
        return part;
    }

    private <T> List<T> list(Part part, Function<Part, T> element) {
        if (part.node().isMissingNode()) {
            return List.of();
        }
        if (!part.node().isArray()) {
            throw bad(part, "A list is wanted.");
        }
        List<T> list = new ArrayList<>(part.node().size());
        for (int i = 0; i < part.node().size(); i++) {
            list.add(element.apply(new Part(part.path() + "/" + i, part.node().get(i))));
        }
        return list;
    }

    private Map<String, String> texts(Part part) {
        Part table = optionalObject(part);
        Map<String, String> texts = new LinkedHashMap<>();
        table.node().fieldNames().forEachRemaining(key -> texts.put(key, text(table.at(key))));
        return texts;
    }

    private String text(Part part) {
        if (!part.node().isTextual() || part.node().textValue().isEmpty()) {
            throw bad(part, "A text is wanted, and not an empty one.");
        }
        return part.node().textValue();
    }

    private String optionalText(Part part, String otherwise) {
        return part.node().isMissingNode() ? otherwise : text(part);
    }

    private BadBooksConfig bad(Part part, String sentence) {
        return bad(ProblemCode.CONFIG_INVALID, 0, 0, part.path(), sentence);
    }

    private BadBooksConfig bad(ProblemCode code, int line, int column, String field, String sentence) {
        return new BadBooksConfig(new Problem(code, new Location(file, line, column), field, sentence));
    }
}
