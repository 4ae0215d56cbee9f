package clearing.bench.workbench;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The workbench's modules by themselves, loaded by a real browser under the content security policy. */
class WorkbenchModulesIT {
    private static InstalledBrowser browser;
    private static StaticWorkbench files;
    private static Page page;

    @BeforeAll
    static void open() throws IOException {
        browser = InstalledBrowser.start(WorkbenchModulesIT.class);
        files = new StaticWorkbench();
        page = browser.browser().newPage();
        page.navigate(files.address() + StaticWorkbench.EMPTY_PAGE);
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            files.close();
            browser.close();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1234567.50            | false | 1,234,567.50
            -1234567.50           | false | −1,234,567.50
            1234567.50            | true  | +1,234,567.50
            -0.00                 | true  | 0.00
            0                     | true  | 0
            999                   | false | 999
            1000                  | false | 1,000
            9223372036854775807   | false | 9,223,372,036,854,775,807
            -92233720368547758.07 | true  | −92,233,720,368,547,758.07
            not an amount         | false | not an amount
            """)
    void amounts_are_grouped_and_signed_digit_by_digit(String amount, boolean signed, String shown) {
        assertThat(call("amounts.js", "format", amount, signed)).isEqualTo(shown);
    }

    @Test
    void amounts_are_added_exactly_beyond_what_a_double_holds() {
        assertThat(call("amounts.js", "sum", "90071992547409.93", "-0.01", "0.01"))
                .isEqualTo("90071992547409.93");
        assertThat(call("amounts.js", "sum", "0.10", "0.20", "-0.30")).isEqualTo("0.00");
        assertThat(call("amounts.js", "sum", "-5", "2")).isEqualTo("-3");
    }

    @Test
    void only_the_whole_is_a_hundred_percent() {
        assertThat(call("amounts.js", "percent", 99_999_999, 100_000_000)).isEqualTo("99.99%");
        assertThat(call("amounts.js", "percent", 7, 7)).isEqualTo("100%");
        assertThat(call("amounts.js", "percent", 0, 0)).isEqualTo("–");
    }

    @Test
    void a_positive_proof_is_as_bad_as_a_negative_one() {
        Object headline = page.evaluate(
                "async () => (await import('/lib/proof.js')).headline([{state: 'UNPROVED'}, {state: 'PROVED'}])[0]");
        assertThat(headline).isEqualTo("bad");
    }

    @Test
    void hostile_text_stays_text_wherever_it_is_shown() {
        List<String> hostile = hostileTexts(5_000);
        Object faults = page.evaluate("""
                async (texts) => {
                  const { h, patch } = await import('/lib/dom.js');
                  window.harmed = 0;
                  const frame = document.createElement('div');
                  document.body.append(frame);
                  let faults = 0;
                  for (const text of texts) {
                    patch(frame, h('p', { title: text, 'data-key': text, class: text }, text));
                    const shown = frame.firstElementChild;
                    if (frame.children.length !== 1 || shown.children.length !== 0 || shown.textContent !== text) faults++;
                  }
                  return faults + window.harmed;
                }
                """, hostile);
        assertThat(faults).isEqualTo(0);
    }

    @Test
    void a_page_without_its_service_says_so_and_loads_every_module_in_one_round() throws IOException {
        try (Page alone = browser.browser().newPage()) {
            alone.navigate(files.address() + "/index.html");
            assertThat(alone.locator("main h1")).hasText("The service cannot be reached");
            Object loaded = alone.evaluate("""
                    () => {
                      const files = performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname);
                      return files.filter((path) => /^\\/(lib|parts|screens)\\//.test(path)).map((path) => path.slice(1));
                    }
                    """);
            assertThat(loaded)
                    .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                    .isNotEmpty()
                    .isSubsetOf(preloaded());
        }
    }

    private static List<String> preloaded() throws IOException {
        try (InputStream index = WorkbenchModulesIT.class.getResourceAsStream("/workbench/index.html")) {
            String text = new String(Objects.requireNonNull(index).readAllBytes(), StandardCharsets.UTF_8);
            return Pattern.compile("<link rel=\"modulepreload\" href=\"([^\"]+)\">")
                    .matcher(text)
                    .results()
                    .map(found -> found.group(1))
                    .toList();
        }
    }

    @Test
    void nodes_that_did_not_change_are_kept_when_their_order_does() {
        Object kept = page.evaluate("""
                async () => {
                  const { h, patch } = await import('/lib/dom.js');
                  const frame = document.createElement('div');
                  const rows = (keys) => keys.map((key) => h('p', { 'data-key': key }, key));
                  patch(frame, ...rows(['a', 'b', 'c']));
                  const b = frame.children[1];
                  patch(frame, ...rows(['c', 'b', 'd']));
                  return [...frame.children].map((child) => child.textContent).join('') + (frame.children[1] === b);
                }
                """);
        assertThat(kept).isEqualTo("cbdtrue");
    }

    private static Object call(String module, String function, Object... arguments) {
        return page.evaluate(
                "async ([module, name, values]) => (await import('/lib/' + module))[name](...values)",
                List.of(module, function, List.of(arguments)));
    }

    /** Known attacks on pages, cut, joined and mixed with characters that turn text around or hide it. */
    private static List<String> hostileTexts(int number) {
        List<String> seeds = List.of(
                "<script>window.harmed=1</script>",
                "<img src=x onerror=window.harmed=1>",
                "\"><svg onload=window.harmed=1>",
                "' onmouseover='window.harmed=1",
                "javascript:window.harmed=1",
                "</p><iframe srcdoc='<script>parent.harmed=1</script>'>",
                "&lt;script&gt;",
                "{{constructor.constructor('window.harmed=1')()}}",
                "\u202Egnp.exe\u202C",
                "\u2066\u200B\uFEFF",
                "%3Cscript%3E",
                "]]><!--");
        Random random = new Random(20_261_122L);
        List<String> texts = new ArrayList<>(seeds);
        while (texts.size() < number) {
            String one = seeds.get(random.nextInt(seeds.size()));
            String other = seeds.get(random.nextInt(seeds.size()));
            texts.add(one.substring(random.nextInt(one.length()))
                    + other.substring(0, random.nextInt(other.length()) + 1));
        }
        return texts;
    }
}
