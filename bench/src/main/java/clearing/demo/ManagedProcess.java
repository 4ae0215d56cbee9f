package clearing.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A program of the consortium as a process of this machine, with its output in a log file. It can be killed and started again. */
final class ManagedProcess implements AutoCloseable {
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);
    private static final Duration DUMP_WITHIN = Duration.ofSeconds(2);
    private static final long POLL_MILLIS = 50;
    private static final int TAIL_LINES = 15;

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private Optional<Process> process = Optional.empty();
    private long readyFrom;

    ManagedProcess(String name, List<String> command, Map<String, String> environment, Path log) {
        this.name = name;
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.log = log;
    }

    String name() {
        return name;
    }

    Path log() {
        return log;
    }

    /** Starts the program; its output is appended to the log. */
    void start() throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        readyFrom = Files.exists(log) ? Files.size(log) : 0;
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        process = Optional.of(builder.start());
    }

    boolean isAlive() {
        return process.map(Process::isAlive).orElse(false);
    }

    /**
     * Waits until a line of this start's output matches.
     *
     * @throws DemoException when the program ends or the time is over
     */
    Matcher awaitLine(Pattern pattern, Duration within) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(within);
        while (true) {
            Optional<Matcher> found = find(pattern);
            if (found.isPresent()) {
                return found.get();
            }
            if (!isAlive()) {
                throw new DemoException(name + " ended before it was ready; its log " + log + " ends with:\n" + tail());
            }
            if (Instant.now().isAfter(end)) {
                dumpThreads();
                throw new DemoException(name + " was not ready within " + within.toSeconds() + " s; its log " + log
                        + " ends with:\n" + tail());
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    /** Asks a program that hangs for its threads: the virtual machine writes them to the log on SIGQUIT. */
    private void dumpThreads() throws IOException, InterruptedException {
        if (isAlive()) {
            long size = Files.size(log);
            new ProcessBuilder(
                            "kill", "-QUIT", Long.toString(process.orElseThrow().pid()))
                    .start()
                    .waitFor();
            Instant end = Instant.now().plus(DUMP_WITHIN);
            while (Files.size(log) == size && Instant.now().isBefore(end)) {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        }
    }

    /** Waits for the program's own end; its exit code. */
    int awaitExit(Duration within) throws InterruptedException {
        Process running = process.orElseThrow();
        if (!running.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new DemoException(name + " did not end within " + within.toSeconds() + " s; its log is " + log);
        }
        return running.exitValue();
    }

    /** kill -9, with everything that it started. */
    void kill() throws InterruptedException {
        if (process.isPresent()) {
            try (Stream<ProcessHandle> children = process.get().descendants()) {
                children.forEach(ProcessHandle::destroyForcibly);
            }
            process.get().destroyForcibly().waitFor();
        }
    }

    /** kill -9 of the program alone, as a crash would be: what it started is left to itself. */
    void crash() throws InterruptedException {
        if (process.isPresent()) {
            process.get().destroyForcibly().waitFor();
        }
    }

    String tail() throws IOException {
        if (!Files.exists(log)) {
            return "";
        }
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }

    private Optional<Matcher> find(Pattern pattern) throws IOException {
        if (!Files.exists(log)) {
            return Optional.empty();
        }
        byte[] all = Files.readAllBytes(log);
        String fresh =
                new String(all, (int) readyFrom, all.length - (int) readyFrom, java.nio.charset.StandardCharsets.UTF_8);
        Matcher matcher = pattern.matcher(fresh);
        return matcher.find() ? Optional.of(matcher) : Optional.empty();
    }

    @Override
    public void close() {
        process.ifPresent(running -> {
            running.destroy();
            try {
                if (!running.waitFor(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                    kill();
                }
            } catch (InterruptedException e) {
                running.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        });
    }
}
