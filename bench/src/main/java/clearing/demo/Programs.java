package clearing.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The programs of this build, as commands to start.
 *
 * @param root folder of the repository
 * @param shortLived true when the programs run for a minute or two: then the quick compiler alone is faster over all, as nine JVMs that
 *     warm up at the same time keep a small machine busy with compiling
 */
record Programs(Path root, boolean shortLived) {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    /** The first JDK that knows the option by which a program says that its libraries' use of Unsafe is meant. */
    private static final int QUIET_UNSAFE_SINCE = 23;

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

    /**
     * A jar that runs with {@code java -jar}.
     *
     * @param heapMb largest heap
     * @param archives true when this process writes the archive of loaded classes at its end, if there is none yet: the next start
     *     of the same program is quicker for it. Of several processes of one program only one does.
     */
    List<String> java(Path jar, int heapMb, boolean archives, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(JAVA, "-XX:+UseSerialGC", "-Xmx" + heapMb + "m", "-Xshare:auto"));
        if (shortLived) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        Path built = builtArchive(jar);
        boolean isBuilt = fits(built, jar);
        Path archive = isBuilt
                ? built
                : root.resolve(".clearing")
                        .resolve("cds")
                        .resolve(jar.getFileName() + (shortLived ? "-short.jsa" : ".jsa"));
        if (archives && !isBuilt) {
            if (!fits(archive, jar)) {
                delete(archive);
            }
            command.add("-XX:+AutoCreateSharedArchive");
        }
        if (archives || fits(archive, jar)) {
            command.add("-XX:SharedArchiveFile=" + archive);
        }
        // Native access is granted by each jar's manifest: an option that says it again would not fit the archive.
        command.addAll(List.of("-Xlog:disable", "-Xlog:all=error:stderr"));
        if (Runtime.version().feature() >= QUIET_UNSAFE_SINCE) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** The archive that the build makes of a program ({@code scripts/lib/build.sh}), for the Java runtime that runs this. */
    private static Path builtArchive(Path jar) {
        String program = String.valueOf(jar.getFileName()).replace(".jar", "");
        return jar.resolveSibling(program + "-" + System.getProperty("java.version") + ".jsa");
    }

    /** An archive of an older build is of no use, and the virtual machine would complain about it. */
    private static boolean fits(Path archive, Path jar) {
        try {
            return Files.isRegularFile(archive)
                    && Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(jar)) > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path archive) {
        try {
            Files.deleteIfExists(archive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path jar(String module, String artifact) {
        Path jar = root.resolve(module).resolve("target").resolve(artifact + ".jar");
        if (!Files.isRegularFile(jar)) {
            throw new DemoException("The build is missing: " + jar + ". Run 'mvn -DskipTests package' first.");
        }
        return jar;
    }
}
