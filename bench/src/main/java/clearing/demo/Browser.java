package clearing.demo;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Opens a page in the desktop's browser where there is a desktop. */
final class Browser {
    private Browser() {}

    /** Does nothing on a machine without a desktop: the address is printed anyway. */
    static void open(String url) {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        boolean desktop = system.contains("mac")
                || system.contains("win")
                || System.getenv("DISPLAY") != null
                || System.getenv("WAYLAND_DISPLAY") != null;
        if (!desktop) {
            return;
        }
        List<String> command = system.contains("mac")
                ? List.of("open", url)
                : system.contains("win")
                        ? List.of("rundll32", "url.dll,FileProtocolHandler", url)
                        : List.of("xdg-open", url);
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            System.err.println("The browser could not be opened (" + e.getMessage() + "); open " + url + " yourself.");
        }
    }
}
