package clearing.client.cli;

import java.io.PrintWriter;

/**
 * A bar on one line of a terminal, drawn anew in place; on anything that is no terminal it draws nothing. Whether standard error is a
 * terminal is for the starting script to say, through the property {@code clearing.terminal}. Thread-safe.
 */
final class ProgressBar implements AutoCloseable {
    private static final int WIDTH = 30;

    private final PrintWriter err;
    private final String label;
    private final boolean terminal;
    private int done;
    private int lastPercent = -1;

    ProgressBar(PrintWriter err, String label) {
        this(err, label, Boolean.getBoolean("clearing.terminal") && !"dumb".equals(System.getenv("TERM")));
    }

    ProgressBar(PrintWriter err, String label, boolean terminal) {
        this.err = err;
        this.label = label;
        this.terminal = terminal;
    }

    /** One more of so many. */
    synchronized void step(int of) {
        show(++done, of);
    }

    /** So many of so many. */
    synchronized void show(long now, long of) {
        int percent = of <= 0 ? 100 : (int) Math.min(100, now * 100 / of);
        if (!terminal || percent == lastPercent) {
            return;
        }
        lastPercent = percent;
        int full = WIDTH * percent / 100;
        err.print("\r\u001B[2K" + label + " " + "█".repeat(full) + "░".repeat(WIDTH - full) + " " + percent + " %  "
                + now + "/" + of);
        err.flush();
    }

    @Override
    public void close() {
        clear();
    }

    /** Takes the bar away before something else is printed. */
    synchronized void clear() {
        if (terminal && lastPercent >= 0) {
            err.print("\r\u001B[2K");
            err.flush();
        }
    }
}
