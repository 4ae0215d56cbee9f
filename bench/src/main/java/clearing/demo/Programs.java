package clearing.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The programs of this build, as commands to start.
 *
 * @param root folder of the repository
 */
record Programs(Path root) {
    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    Path devnet() {
        return jar("devnet", "devnet");
    }

    Path contract() {
        return jar("chaincode/contract", "contract");
    }

    Path client() {
        return jar("node-client", "node-client");
    }

    Path service() {
        return jar("settlement-service", "settlement-service");
    }

    Path bench() {
        return jar("bench", "bench");
    }

    /** A jar that runs with {@code java -jar}; heap in MB. */
    List<String> java(Path jar, int heapMb, Path sharedArchives, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                JAVA,
                "-XX:+UseSerialGC",
                "-Xmx" + heapMb + "m",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + sharedArchives.resolve(jar.getFileName() + ".jsa"),
                "-Xshare:auto",
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                jar.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private Path jar(String module, String artifact) {
        Path jar = root.resolve(module).resolve("target").resolve(artifact + ".jar");
        if (!Files.isRegularFile(jar)) {
            throw new DemoException("The build is missing: " + jar + ". Run 'mvn -DskipTests package' first.");
        }
        return jar;
    }
}
