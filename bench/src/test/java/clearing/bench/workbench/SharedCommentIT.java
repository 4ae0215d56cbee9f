package clearing.bench.workbench;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.demo.MorningDay;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What one desk says of a shared break stands on a real ledger without anybody's typing, and both members' services show it. */
class SharedCommentIT {
    private static final String OWN = "HarbourBrokers";
    private static final String OTHER = "LotusSecurities";
    private static final String WORDS = "Please compare page 2 of your custodian's statement.";
    private static final double WITHIN_MILLIS = 60_000;

    private static InstalledBrowser browser;
    private static MorningDay day;

    @BeforeAll
    static void trade_a_day() throws Exception {
        browser = InstalledBrowser.start(SharedCommentIT.class);
        day = MorningDay.run();
        day.handInBooks();
    }

    @AfterAll
    static void close() throws Exception {
        if (day != null) {
            day.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    private static WorkbenchPage window(String member, String screen) throws Exception {
        WorkbenchPage window =
                new WorkbenchPage(browser.browser(), day.address(member), ColorScheme.LIGHT).open(screen);
        return window.signIn("operator", day.password(member, "operator")).awaitScreen();
    }

    /** The line that shares the first open break with the other, as the service tells it. */
    private static List<String> line() throws IOException, InterruptedException {
        for (JsonNode brk : day.get("/api/v1/breaks?limit=200").path("items")) {
            JsonNode shared = day.get("/api/v1/breaks/" + brk.path("id").asLong() + "/shared");
            assertThat(shared.path("carried").asBoolean()).isTrue();
            String line = shared.path("commands").path(0).path("line").asText();
            if (line.contains("--with " + OTHER) && line.contains("--about ")) {
                return List.of(line.split(" "));
            }
        }
        throw new AssertionError("no break is with " + OTHER);
    }

    private static void open(List<String> line) throws IOException, InterruptedException {
        Path evidence = Files.writeString(Files.createTempDirectory("shared").resolve("evidence.txt"), "our statement");
        List<String> words = new ArrayList<>(line.subList(1, line.size()));
        words.replaceAll(word -> word.equals("FILE") ? evidence.toString() : word);
        int profile = words.indexOf("--profile");
        words.subList(profile, profile + 2).clear();
        day.client("share", words);
    }

    private static boolean isShared(String breakId) {
        try {
            return !day.get("/api/v1/breaks/" + breakId + "/shared")
                    .path("items")
                    .isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Test
    void a_comment_for_the_counterparty_reaches_it_over_the_ledger_by_itself() throws Exception {
        List<String> line = line();
        String name = line.get(3);
        String breakId = name.substring("BRK-".length());
        String shared = OWN + "/" + name;
        try (WorkbenchPage own = window(OWN, "breaks?open=" + breakId)) {
            Page page = own.page();
            assertThat(page.locator("[data-key=unshared]")).containsText("once this break is shared");
            open(line);
            page.waitForCondition(
                    () -> isShared(breakId), new Page.WaitForConditionOptions().setTimeout(WITHIN_MILLIS));
            page.reload();
            own.awaitScreen();
            page.locator(".comment textarea").fill(WORDS);
            assertThat(page.locator("input[name=inWords]")).isHidden();
            page.locator("input[name=shared]").check();
            page.locator("input[name=inWords]").check();
            page.locator(".comment button").click();
            Locator done = page.locator("[data-key=errand-DONE]");
            assertThat(done).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(WITHIN_MILLIS));
            assertThat(done).containsText("On the ledger");
            assertThat(done).containsText("block #");
            own.photograph("comment-on-the-ledger");
            assertThat(own.complaints()).isEmpty();
        }
        try (WorkbenchPage theirs = window(OTHER, "shared?open=" + URLEncoder.encode(shared, StandardCharsets.UTF_8))) {
            assertThat(theirs.page().locator(".detail-body .history"))
                    .containsText(WORDS, new LocatorAssertions.ContainsTextOptions().setTimeout(WITHIN_MILLIS));
        }
        String path = "/api/v1/shared-breaks/" + URLEncoder.encode(shared, StandardCharsets.UTF_8);
        for (String member : List.of(OWN, OTHER)) {
            List<String> comments = new ArrayList<>();
            day.get(member, path).path("steps").forEach(step -> {
                if (step.path("step").asText().equals("COMMENTED")) {
                    comments.add(
                            step.path("by").asText() + ": " + step.path("words").asText());
                }
            });
            assertThat(comments).as(member).containsExactly(OWN + ": " + WORDS);
        }
    }
}
