package clearing.bench;

import java.io.PrintWriter;

/**
 * Says on the way what a benchmark is at, for people.
 *
 * @param bench its name
 */
public record Progress(String bench, PrintWriter out) {
    /** One line, seen at once. */
    public void step(String what) {
        out.println(bench + ": " + what);
        out.flush();
    }
}
