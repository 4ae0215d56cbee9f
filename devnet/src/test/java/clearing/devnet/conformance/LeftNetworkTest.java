package clearing.devnet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed run of the conformance suite leaves behind goes away with the next run. */
class LeftNetworkTest {

    @TempDir
    private Path parent;

    @Test
    void processes_and_files_of_a_killed_run_are_removed_and_those_of_a_living_one_stay() throws Exception {
        var living = NetworkFolder.make(parent);
        var killed = NetworkFolder.make(parent);
        var node = new ProcessBuilder("sleep", "600").start();
        try {
            noteProcess(killed.home(), node);
            // As the operating system does for a process that is killed.
            killed.close();

            FabricNetwork.removeLeft(parent);

            assertThat(node.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(killed.path()).doesNotExist();
            assertThat(living.path()).isDirectory();
        } finally {
            node.destroyForcibly();
            living.close();
        }
    }

    @Test
    void a_folder_that_no_run_of_the_suite_made_stays() throws Exception {
        var strange = Files.createDirectory(parent.resolve("fabric-conformance-notes"));

        FabricNetwork.removeLeft(parent);

        assertThat(strange).isDirectory();
    }

    /** As {@code scripts/network} notes its processes: number and time of start. */
    private static void noteProcess(Path home, Process process) throws Exception {
        var processes = FabricNetwork.ROOT
                .resolve("scripts")
                .resolve("lib")
                .resolve("network")
                .resolve("processes.sh");
        var asked = new ProcessBuilder(
                        "bash",
                        "-c",
                        ". \"$0\" && started_at \"$1\"",
                        processes.toString(),
                        Long.toString(process.pid()))
                .start();
        var start = new String(asked.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).strip();
        Files.createDirectories(home.resolve("run"));
        Files.writeString(home.resolve("run").resolve("MeridianBank.peer.pid"), process.pid() + " " + start + "\n");
    }
}
