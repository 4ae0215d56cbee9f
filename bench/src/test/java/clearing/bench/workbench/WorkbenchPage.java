package clearing.bench.workbench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One person's window on the workbench. It notes what a browser complains of and every address that is asked for. */
final class WorkbenchPage implements AutoCloseable {
    private static final int WIDTH = 1_440;
    private static final int HEIGHT = 900;
    private static final String ROWS = "table.data tbody tr[data-index]";

    private final BrowserContext context;
    private final Page page;
    private final String address;
    private final List<String> complaints = new ArrayList<>();
    private final List<String> requested = new ArrayList<>();

    WorkbenchPage(Browser browser, String address, ColorScheme colours) {
        this.address = address.replaceAll("/$", "");
        this.context = browser.newContext(
                new Browser.NewContextOptions().setViewportSize(WIDTH, HEIGHT).setColorScheme(colours));
        this.page = context.newPage();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            // A refused request is logged by the browser itself; refusals are part of some tests.
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
        page.onRequest(request -> requested.add(request.url()));
    }

    Page page() {
        return page;
    }

    List<String> complaints() {
        return complaints;
    }

    List<String> requestedElsewhere() {
        return requested.stream()
                .filter(url -> !url.startsWith(address + "/") && !url.startsWith("blob:" + address))
                .toList();
    }

    WorkbenchPage open(String screen) {
        page.navigate(address + "/#/" + screen);
        return this;
    }

    WorkbenchPage signIn(String user, String password) {
        page.fill("input[name=user]", user);
        page.fill("input[name=password]", password);
        page.click(".sign-in button");
        return this;
    }

    WorkbenchPage awaitScreen() {
        page.waitForSelector(".bar nav");
        return this;
    }

    /** The rows that are in the page, once there are any. */
    Locator rows(String table) {
        page.waitForSelector("data-table#" + table + " " + ROWS);
        return page.locator("data-table#" + table + " " + ROWS);
    }

    Locator heading() {
        return page.locator("#heading");
    }

    /** Saves what the window shows. */
    void photograph(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", name + ".png")));
    }

    @Override
    public void close() {
        context.close();
    }
}
