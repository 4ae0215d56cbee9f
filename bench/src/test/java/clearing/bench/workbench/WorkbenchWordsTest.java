package clearing.bench.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the workbench says: the same in both languages, and nowhere but in their catalogues. */
class WorkbenchWordsTest {
    private static final Path WORKBENCH = Path.of("..", "settlement-service", "src", "main", "resources", "workbench");
    private static final Pattern ENTRY = Pattern.compile("(?m)^  \"?(\\w+)\"?: (.+),$");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");
    private static final Pattern CALL = Pattern.compile("\\b(?:t|rich)\\($");
    private static final Pattern WORD = Pattern.compile("[A-Za-z]{2,}");
    private static final Pattern NOT_SHOWN = Pattern.compile(
            "(console\\.\\w+|querySelector|querySelectorAll|closest|matches|includes)\\??\\.?\\($|^import .*|.*\\bfrom$|\\bclass:\\s*(\\[[^\\]]*|[^,]*)$");
    private static final Pattern LIKE_A_NAME = Pattern.compile("[A-Z][a-z]+('[a-z]+)?");
    // Keys of the keyboard, names of the protocol, and the words by which code knows itself.
    private static final Set<String> NAMES = Set.of(
            "Enter",
            "Esc",
            "Escape",
            "Home",
            "End",
            "Space",
            "Tab",
            "Shift",
            "Accept",
            "Content-Type",
            "English",
            "use strict",
            "application/json, application/problem+json",
            "0 0 0 0");

    @Test
    void both_catalogues_have_the_same_messages_with_the_same_parameters() throws IOException {
        Map<String, String> english = catalogue("en");
        Map<String, String> chinese = catalogue("zh");
        assertThat(english).hasSizeGreaterThan(500);
        assertThat(chinese.keySet()).isEqualTo(english.keySet());
        english.forEach((name, message) ->
                assertThat(parameters(chinese.get(name))).as(name).isEqualTo(parameters(message)));
    }

    @Test
    void chinese_is_chinese() throws IOException {
        List<String> untranslated = catalogue("zh").entrySet().stream()
                .filter(entry -> WORD.matcher(
                                PLACEHOLDER.matcher(entry.getValue()).replaceAll(""))
                        .find())
                .filter(entry -> entry.getValue().codePoints().noneMatch(each -> each >= 0x4E00 && each <= 0x9FFF))
                .map(Map.Entry::getKey)
                .toList();
        assertThat(untranslated).containsExactlyInAnyOrder("sHA256");
    }

    @Test
    void every_message_that_is_asked_for_exists_and_every_one_that_exists_is_asked_for() throws IOException {
        Set<String> asked = new TreeSet<>();
        Set<String> written = new HashSet<>();
        for (Path module : modules()) {
            for (ModuleText.Text text : ModuleText.of(Files.readString(module))) {
                written.add(text.value());
                if (CALL.matcher(text.before()).find()) {
                    asked.add(text.value());
                }
            }
        }
        Set<String> messages = messages("en").keySet();
        assertThat(messages).containsAll(asked);
        assertThat(written).containsAll(messages);
    }

    @Test
    void no_module_says_anything_by_itself() throws IOException {
        Set<String> classes = classes();
        List<String> said = new ArrayList<>();
        for (Path module : modules()) {
            for (ModuleText.Text text : ModuleText.of(Files.readString(module))) {
                if (isSaid(text, classes)) {
                    said.add(WORKBENCH.relativize(module) + ":" + text.line() + " " + text.value());
                }
            }
        }
        assertThat(said).isEmpty();
    }

    @Test
    void a_text_that_a_module_says_by_itself_is_found() {
        Set<String> classes = Set.of("card", "list-card");
        Map.of(
                        "h('p', { class: 'card list-card' }, x)", false,
                        "h('p', null, 'Books and ledger')", true,
                        "h('p', null, 'Books')", true,
                        "h('p', null, `${n} entries`)", true,
                        "// Books and ledger", false,
                        "x.replace(/'it is'/, '')", false,
                        "t('booksAndLedger')", false)
                .forEach((module, said) -> assertThat(ModuleText.of(module))
                        .as(module)
                        .matches(texts -> texts.stream().anyMatch(text -> isSaid(text, classes)) == said));
    }

    private static boolean isSaid(ModuleText.Text text, Set<String> classes) {
        String value = text.value().strip();
        if (NAMES.contains(value)
                || NOT_SHOWN.matcher(text.before()).find()
                || !WORD.matcher(value).find()) {
            return false;
        }
        String[] tokens = value.split("[\\s\\x00]+");
        boolean several = value.contains(" ") || text.template() && text.value().contains(" ");
        boolean allClasses = Arrays.stream(tokens)
                .allMatch(token -> classes.contains(token) || token.endsWith("-") && isPrefix(token, classes));
        return several
                ? !allClasses && !isPath(value)
                : LIKE_A_NAME.matcher(value).matches();
    }

    private static boolean isPrefix(String token, Set<String> classes) {
        return classes.stream().anyMatch(each -> each.startsWith(token));
    }

    // Of an SVG path, and of a view box, only single letters stand beside numbers.
    private static boolean isPath(String value) {
        return !WORD.matcher(value).find();
    }

    private static Set<String> parameters(String message) {
        return PLACEHOLDER
                .matcher(message)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Messages and codes together, the codes as they stand there, in capitals. */
    private static Map<String, String> catalogue(String language) throws IOException {
        return ENTRY.matcher(Files.readString(WORKBENCH.resolve("words").resolve(language + ".js")))
                .results()
                .collect(Collectors.toMap(
                        found -> found.group(1), found -> found.group(2), (one, other) -> one, TreeMap::new));
    }

    private static Map<String, String> messages(String language) throws IOException {
        Map<String, String> all = catalogue(language);
        all.keySet().removeIf(name -> name.matches("[A-Z0-9_]+"));
        return all;
    }

    private static List<Path> modules() throws IOException {
        try (Stream<Path> files = Files.walk(WORKBENCH)) {
            return files.filter(file -> file.toString().endsWith(".js")
                            && !file.toString().contains("words" + java.io.File.separator))
                    .sorted()
                    .toList();
        }
    }

    private static Set<String> classes() throws IOException {
        Set<String> names = new HashSet<>();
        try (Stream<Path> files = Files.list(WORKBENCH.resolve("styles"))) {
            for (Path file : files.toList()) {
                Pattern.compile("\\.([A-Za-z][\\w-]*)")
                        .matcher(Files.readString(file))
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .forEach(names::add);
            }
        }
        return names;
    }
}
