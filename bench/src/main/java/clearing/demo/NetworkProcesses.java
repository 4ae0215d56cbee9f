package clearing.demo;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

/**
 * The processes that {@code scripts/network} started, by the pid files that it keeps.
 *
 * @param folder with one {@code NAME.pid} per process: the process id, then when it began
 */
record NetworkProcesses(Path folder) {

    static NetworkProcesses of(Path home) {
        return new NetworkProcesses(home.resolve("run"));
    }

    /** kill -9 of every process whose name contains the text; waits until they are gone. */
    void kill(String nameContains) throws IOException, InterruptedException {
        int killed = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.pid")) {
            for (Path file : files) {
                if (file.getFileName().toString().contains(nameContains)) {
                    killed += kill(Long.parseLong(Files.readString(file).strip().split("\\s+", 2)[0]));
                }
            }
        }
        if (killed == 0) {
            throw new DemoException("no running process of the network is named like '" + nameContains + "'");
        }
    }

    private static int kill(long pid) throws InterruptedException {
        ProcessHandle process = ProcessHandle.of(pid).orElse(null);
        if (process == null || !process.destroyForcibly()) {
            return 0;
        }
        try {
            process.onExit().get();
        } catch (ExecutionException e) {
            throw new DemoException("process " + pid + " could not be watched", e);
        }
        return 1;
    }
}
