package clearing.bench.workbench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** A window on the workbench's files whose service answers what a test tells it to. */
final class CannedService implements AutoCloseable {
    private static final String SESSION = """
            {"user": "viewer", "roles": ["viewer"], "csrfToken": "t", "expiresAt": "2031-01-01T00:00:00Z"}
            """;
    private static final String MEMBER = """
            {"id": "HarbourBrokers", "name": "Harbour Brokers", "roles": ["BROKER"], "accounts": ["HOUSE"], "channel": "clearing",
             "version": "0", "assets": [{"code": "HKD", "kind": "CASH", "scale": 2, "issuer": "LotusBank", "lane": "HK"}],
             "members": [{"id": "HarbourBrokers", "name": "Harbour Brokers", "roles": ["BROKER"], "accounts": ["HOUSE"]},
                         {"id": "LotusBank", "name": "Lotus Bank", "roles": ["BANK"], "accounts": ["HOUSE"]}]}
            """;
    static final String LEDGER = """
            {"status": "FOLLOWING", "height": 118, "verifiedHeight": 118, "lagBlocks": 0, "channel": "clearing"}
            """;

    private final BrowserContext context;
    private final Page page;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private final List<String> sent = new ArrayList<>();

    CannedService(Browser browser, String address, String screen, ColorScheme colours, Map<String, String> answers) {
        this(browser, address, screen, colours, "en-GB", answers);
    }

    CannedService(
            Browser browser,
            String address,
            String screen,
            ColorScheme colours,
            String locale,
            Map<String, String> answers) {
        this.answers.put("session", SESSION);
        this.answers.put("member", MEMBER);
        this.answers.put("summary", summary(""));
        this.answers.putAll(answers);
        context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(1_440, 900)
                .setColorScheme(colours)
                .setLocale(locale)
                .setReducedMotion(ReducedMotion.REDUCE));
        page = context.newPage();
        page.onPageError(complaints::add);
        context.route("**/api/v1/**", this::answer);
        page.navigate(address + "/index.html#/" + screen);
        page.waitForSelector(".bar nav");
    }

    /** The overview's figures, with further fields of the summary. */
    static String summary(String more) {
        return """
            {"member": "HarbourBrokers", "at": "2026-11-30T08:59:10Z", "ledger": %s,
             "trades": {"total": 0, "byState": {}}, "items": {"total": 0, "matched": 0, "broken": 0, "pending": 0},
             "breaks": {"open": 0, "byKind": {}}, "matchRate": "1.0000", "provedAccounts": 0, "accounts": 0%s}
            """.formatted(LEDGER, more);
    }

    private void answer(Route route) {
        String path = route.request().url().replaceFirst(".*/api/v1/([^?]*).*", "$1");
        String method = route.request().method();
        if (!method.equals("GET")) {
            sent.add(method + " " + path + " "
                    + Objects.requireNonNullElse(route.request().postData(), ""));
        }
        String body = answers.getOrDefault(method + " " + path, answers.get(path));
        if (body == null) {
            route.fulfill(new Route.FulfillOptions().setStatus(404));
        } else if (body.startsWith("<!doctype")) {
            route.fulfill(new Route.FulfillOptions()
                    .setContentType("text/html; charset=utf-8")
                    .setHeaders(Map.of(
                            "Content-Security-Policy",
                            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"))
                    .setBody(body));
        } else {
            route.fulfill(new Route.FulfillOptions()
                    .setContentType("application/json")
                    .setBody(body));
        }
    }

    void say(String path, String body) {
        answers.put(path, body);
    }

    Page page() {
        return page;
    }

    /** What the page sent to change something: method, path and body. */
    List<String> sent() {
        return sent;
    }

    List<String> complaints() {
        return complaints;
    }

    void photograph(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", name + ".png")));
    }

    @Override
    public void close() {
        // A page that still asks while its window closes must not fail the test that is over.
        page.navigate("about:blank");
        context.close();
    }
}
