package clearing.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The demonstration as people start it: a process of its own, from the jars of this build. */
final class DayProcess {
    static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private static final Duration WITHIN = Duration.ofMinutes(20);

    private DayProcess() {}

    /** Runs a small day to its end and answers its report; fails with the log's end when it does not come to one. */
    static JsonNode run(String name, String... options) throws IOException, InterruptedException {
        Path target = Path.of("target").toAbsolutePath();
        Path log = target.resolve("day-" + name + ".log");
        Files.deleteIfExists(log);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Dclearing.root=" + ROOT,
                "-cp",
                target.resolve("bench.jar").toString(),
                "clearing.demo.DemoMain",
                "--once",
                "--json",
                "--trades",
                "1500",
                "--work",
                target.resolve("day-" + name).toString()));
        command.addAll(List.of(options));
        try (ManagedProcess process = new ManagedProcess("day " + name, command, Map.of(), log)) {
            process.start();
            process.awaitExit(WITHIN);
            String output = Files.readString(log);
            int begin = output.indexOf("\n{");
            if (begin < 0) {
                throw new AssertionError("the day " + name + " came to no report:\n" + process.tail());
            }
            return new ObjectMapper().readTree(output.substring(begin));
        }
    }

    /** True when the programs of a real Fabric are on this machine. */
    static boolean fabricIsHere() throws IOException, InterruptedException {
        return new ProcessBuilder(ROOT.resolve("scripts").resolve("network").toString(), "doctor")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    /** Says that a test did not run, by name; the list is printed at the end of a build. */
    static void notRun(String what) throws IOException {
        Files.writeString(
                Path.of("target", "not-run.txt"),
                what + System.lineSeparator(),
                java.nio.file.StandardOpenOption.CREATE,
                java.nio.file.StandardOpenOption.APPEND);
    }
}
