package clearing.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where benchmarks put what they make: folders below the repository's {@code .clearing}. */
public final class WorkFolder {
    private WorkFolder() {}

    /** The repository with a finished build. */
    public static Path root() {
        return Path.of(System.getProperty("clearing.root", "")).toAbsolutePath();
    }

    /** The folder of that name, empty, without what an earlier run left there. */
    public static Path empty(String name) throws IOException {
        Path folder = root().resolve(".clearing").resolve(name);
        delete(folder);
        return Files.createDirectories(folder);
    }

    /** The folder with all that is in it, if it is there. */
    public static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            List<Path> deepestFirst;
            try (Stream<Path> files = Files.walk(folder)) {
                deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }
}
