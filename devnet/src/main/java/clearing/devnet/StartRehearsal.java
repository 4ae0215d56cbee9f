package clearing.devnet;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Starts a ledger in a new home, stops it, and does so again in the home that is there now: all that a start does. A Java runtime that
 * writes an archive of the classes it has loaded ({@code -XX:ArchiveClassesAtExit=FILE}) makes later starts quicker by it.
 */
public final class StartRehearsal {

    private StartRehearsal() {}

    /**
     * Rehearses.
     *
     * @param arguments one: an empty folder, which is a ledger's home afterwards
     * @throws IOException if the ledger cannot start there
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            System.err.println("Usage: StartRehearsal FOLDER");
            System.exit(2);
            return;
        }
        rehearse(Path.of(arguments[0]), new PrintStream(PrintStream.nullOutputStream()));
    }

    static void rehearse(Path home, PrintStream out) throws IOException {
        Warmup.begin();
        for (int i = 0; i < 2; i++) {
            var config = DevnetOptions.parse(List.of("--home", home.toString()));
            try (var ledger = Devnet.start(config)) {
                DevnetMain.print(config, ledger, out);
            }
        }
    }
}
