package clearing.devnet.conformance;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A network of real Fabric programs in a temporary folder, on free ports, with the suite's chaincode committed twice: as the
 * chaincode that profiles name and as a second one. {@link #close} removes every process and file of it, and so does the end
 * of this JVM when nobody closed it. A JVM that is killed leaves them behind; the next network removes them first.
 */
final class FabricNetwork implements Closeable {

    static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Path LOGS = Path.of("target", "fabric-conformance");
    private static final Path LOG = LOGS.resolve("scripts-network.log");
    private static final Duration WITHIN = Duration.ofMinutes(6);

    private final NetworkFolder folder;
    private final Thread atExit = new Thread(this::removeAtExit, "removal of the Fabric network");

    private volatile Optional<Process> running = Optional.empty();

    private FabricNetwork(NetworkFolder folder) {
        this.folder = folder;
    }

    /** Why no network can run on this machine; empty when one can. */
    static Optional<String> missing() throws IOException, InterruptedException {
        var doctor =
                new ProcessBuilder(script(), "doctor").redirectErrorStream(true).start();
        doctor.getOutputStream().close();
        var output = new String(doctor.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (doctor.waitFor() == 0) {
            return Optional.empty();
        }
        return Optional.of(output.lines()
                .filter(line -> !line.startsWith("ok ") && !line.startsWith("to build "))
                .map(line -> line.replaceFirst("^[A-Z ]+ {2,}", "").replaceFirst("^network: ", ""))
                .findFirst()
                .orElse("scripts/network doctor fails"));
    }

    /** Makes the network; returns when every peer endorses calls of both chaincodes. */
    static FabricNetwork up() throws IOException, InterruptedException {
        NetworkFolder.delete(LOGS);
        var parent = Path.of(System.getProperty("java.io.tmpdir"));
        removeLeft(parent);
        var network = new FabricNetwork(NetworkFolder.make(parent));
        Runtime.getRuntime().addShutdownHook(network.atExit);
        try {
            var jar = ConformanceJar.in(network.folder.path().resolve("chaincode"));
            network.run(
                    "up",
                    "--consensus",
                    System.getProperty("clearing.fabric.consensus", "bft"),
                    "--batch-timeout",
                    "50ms",
                    "--chaincode",
                    "clearing=" + jar,
                    "--chaincode",
                    LedgerUnderTest.SECOND + "=" + jar);
            return network;
        } catch (IOException | InterruptedException | RuntimeException e) {
            try {
                network.close();
            } catch (IOException | RuntimeException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    /** Removes what runs of the suite that were killed have left in the folder for temporary files. */
    static void removeLeft(Path parent) throws IOException, InterruptedException {
        for (var left : NetworkFolder.left(parent)) {
            new FabricNetwork(left).remove();
        }
    }

    /** The network's home. */
    Path home() {
        return folder.home();
    }

    private static String script() {
        return ROOT.resolve("scripts").resolve("network").toString();
    }

    private void run(String... arguments) throws IOException, InterruptedException {
        Files.createDirectories(LOGS);
        var command = new java.util.ArrayList<>(List.of(script()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("CLEARING_HOME", home().toString());
        // Ten chaincode servers start on the same few cores, and none of them lives long enough for the second
        // compiler.
        builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
        builder.redirectInput(Redirect.from(new java.io.File("/dev/null")))
                .redirectOutput(Redirect.appendTo(LOG.toFile()));
        var process = builder.start();
        running = Optional.of(process);
        try {
            if (!process.waitFor(WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("scripts/network " + arguments[0] + " did not end; its output is in " + LOG);
            }
        } finally {
            end(process);
        }
        if (process.exitValue() != 0) {
            throw new IOException("scripts/network " + arguments[0] + " failed:\n" + Files.readString(LOG));
        }
    }

    /** Asks the script to end, which undoes what it began, and waits until it has. */
    private static void end(Process process) throws InterruptedException {
        process.destroy();
        process.waitFor(WITHIN.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        // An interrupted test run is no reason to leave twenty processes behind.
        var interrupted = Thread.interrupted();
        try {
            remove();
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (InterruptedException e) {
            interrupted = true;
            throw new IOException("interrupted while the network was removed", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void remove() throws IOException, InterruptedException {
        try {
            keepLogs();
        } finally {
            run("reset");
            folder.delete();
            folder.close();
        }
    }

    /** What the nodes said stays beside the tests' reports. */
    private void keepLogs() throws IOException {
        var logs = home().resolve("logs");
        if (Files.isDirectory(logs)) {
            Files.createDirectories(LOGS);
            try (var files = Files.list(logs)) {
                for (var file : files.toList()) {
                    Files.copy(file, LOGS.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private void removeAtExit() {
        try {
            // The script may be in the middle of its work, and two of them never work on one home.
            if (running.isPresent()) {
                end(running.get());
            }
            remove();
        } catch (IOException e) {
            throw new UncheckedIOException("the Fabric network in " + folder.path() + " was not removed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
