package clearing.bench.workbench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A Chromium that is installed on this machine, driven through its debugging protocol. None is ever downloaded.
 *
 * <p>The environment variable {@code CHROMIUM} names the program; without it the search path is looked through. Where there is
 * none, the test is reported as not run: by name in {@code target/not-run.txt}, and as aborted with the reason.
 */
final class InstalledBrowser implements AutoCloseable {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome");
    private static final Path NOT_RUN = Path.of("target", "not-run.txt");
    private static final String REASON =
            "no Chromium is installed: set CHROMIUM to its program, or put 'chromium' on the search path";

    private final Playwright playwright;
    private final Browser browser;

    private InstalledBrowser(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Starts the browser, or aborts the test class and names it as not run. */
    static InstalledBrowser start(Class<?> test) throws IOException {
        Optional<Path> program = program();
        if (program.isEmpty()) {
            Files.createDirectories(NOT_RUN.toAbsolutePath().getParent());
            Files.writeString(
                    NOT_RUN,
                    test.getName() + ": " + REASON + System.lineSeparator(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            Assumptions.abort(test.getSimpleName() + " was not run: " + REASON);
        }
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        List<String> arguments = new ArrayList<>(List.of("--force-color-profile=srgb"));
        if ("root".equals(System.getProperty("user.name"))) {
            arguments.add("--no-sandbox"); // Chromium refuses to sandbox for root
        }
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program.orElseThrow())
                        .setArgs(arguments));
        return new InstalledBrowser(playwright, browser);
    }

    Browser browser() {
        return browser;
    }

    private static Optional<Path> program() {
        Optional<Path> named = Optional.ofNullable(System.getenv("CHROMIUM")).map(Path::of);
        String searchPath = Objects.requireNonNullElse(System.getenv("PATH"), "");
        Stream<Path> found = Arrays.stream(searchPath.split(java.io.File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)));
        return Stream.concat(named.stream(), found).filter(Files::isExecutable).findFirst();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
