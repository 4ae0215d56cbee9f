package clearing.bench.start;

import clearing.bench.Figure;
import clearing.bench.Figures;
import clearing.bench.Progress;
import clearing.bench.WorkFolder;
import clearing.demo.Networks;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts the embedded ledger as the demonstration starts it: in turn in a new home, whose certificates of five members have to be
 * made, and in that home again. A start is over when the program says that all peers answer. Beside the time that passes, the processor time
 * of the program is told, which depends less on what else the machine does.
 */
public final class StartBench {
    private static final double NANOS_A_MILLI = 1e6;
    private static final int CEILING_MILLIS = 2_000;
    private static final long STOP_SECONDS = 20;

    private final Path root;
    private final Path work;
    private final int pairs;
    private final Progress progress;

    /**
     * @param root folder of the repository with a finished build
     * @param work an empty folder
     * @param pairs starts in a new home and again
     */
    public StartBench(Path root, Path work, int pairs, Progress progress) {
        this.root = root;
        this.work = work;
        this.pairs = pairs;
        this.progress = progress;
    }

    /** One start: milliseconds until it is ready, and of processor time until then. */
    private record Start(double wall, double cpu) {}

    public Figures run(String ranOn) throws IOException, InterruptedException {
        double[][] samples = new double[4][pairs];
        // Brings the programs' files into memory, as a build or an earlier run does.
        once(work.resolve("first"));
        for (int i = 0; i < pairs; i++) {
            progress.step("pair " + (i + 1) + " of " + pairs);
            Path home = work.resolve("home-" + i);
            Start fresh = once(home);
            Start again = once(home);
            samples[0][i] = fresh.wall();
            samples[1][i] = again.wall();
            samples[2][i] = fresh.cpu();
            samples[3][i] = again.cpu();
            WorkFolder.delete(home);
        }
        return new Figures(
                "start",
                ranOn,
                List.of(
                        Figure.of("ready in a new home", "ms", samples[0]).atMost(CEILING_MILLIS),
                        Figure.of("ready in that home again", "ms", samples[1]).atMost(CEILING_MILLIS),
                        Figure.of("new home, processor time", "ms of cpu", samples[2]),
                        Figure.of("again, processor time", "ms of cpu", samples[3])));
    }

    private Start once(Path home) throws IOException, InterruptedException {
        Path log = work.resolve("ledger.log");
        ProcessBuilder builder = new ProcessBuilder(Networks.embeddedLedger(root, home));
        builder.redirectError(ProcessBuilder.Redirect.to(log.toFile()));
        long begin = System.nanoTime();
        Process ledger = builder.start();
        try (BufferedReader out = ledger.inputReader()) {
            String line = out.readLine();
            while (line != null && !line.equals("READY")) {
                line = out.readLine();
            }
            double wall = (System.nanoTime() - begin) / NANOS_A_MILLI;
            if (line == null) {
                throw new IOException("the ledger ended before it was ready: " + Files.readString(log));
            }
            double cpu = ledger.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / NANOS_A_MILLI;
            return new Start(wall, cpu);
        } finally {
            ledger.destroy();
            if (!ledger.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                ledger.destroyForcibly().waitFor();
            }
        }
    }
}
