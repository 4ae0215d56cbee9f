package clearing.bench.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * pandas in a Python of the machine, if it has one: a script that reads both files and merges them.
 *
 * @param python the program
 */
record Pandas(String python, Path work) {
    /**
     * One comparison.
     *
     * @param match seconds of the merge and the counts, of rows in memory
     * @param load seconds of reading both files before it
     */
    record Timed(Counts counts, double match, double load) {}

    /** Whether that Python runs and has pandas. */
    boolean isInstalled() throws InterruptedException {
        try {
            return start(List.of(python, "-c", "import pandas")).waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    Timed compare(RowFiles files) throws IOException, InterruptedException {
        Path script = work.resolve("pandas_match.py");
        try (InputStream in = Objects.requireNonNull(Pandas.class.getResourceAsStream("pandas_match.py"))) {
            Files.write(script, in.readAllBytes());
        }
        Process process = start(List.of(
                python,
                script.toString(),
                files.chain().toString(),
                files.books().toString()));
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("pandas failed: " + Files.readString(work.resolve("pandas.log")));
        }
        JsonNode json = new ObjectMapper().readTree(output);
        JsonNode counts = json.path("counts");
        return new Timed(
                new Counts(
                        counts.path(0).asLong(),
                        counts.path(1).asLong(),
                        counts.path(2).asLong(),
                        counts.path(3).asLong()),
                json.path("match").asDouble(),
                json.path("load").asDouble());
    }

    private Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectError(work.resolve("pandas.log").toFile())
                .start();
    }
}
