package clearing.generate;

import java.io.PrintWriter;

/** One line on a terminal that says what is being done and is gone at the end; silent elsewhere. */
final class Progress implements AutoCloseable {
    private static final String CLEAR_LINE = "\r\u001B[K";

    private final PrintWriter terminal;
    private final boolean shown;
    private boolean dirty;

    /**
     * @param shown whether there is a terminal to show it on
     */
    Progress(PrintWriter terminal, boolean shown) {
        this.terminal = terminal;
        this.shown = shown;
    }

    void step(String what) {
        if (shown) {
            terminal.print(CLEAR_LINE + what + " …");
            terminal.flush();
            dirty = true;
        }
    }

    @Override
    public void close() {
        if (dirty) {
            terminal.print(CLEAR_LINE);
            terminal.flush();
            dirty = false;
        }
    }
}
