package clearing.generate;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a set of files goes, all or nothing: it is written beside the target and moved there when complete, so that a
 * broken run leaves no half a day behind.
 */
final class Target implements AutoCloseable {
    private final Path out;
    private final Path staging;
    /** Whether the target was made for this run, so that it goes again when nothing comes of it. */
    private final boolean made;

    private boolean published;
    private final Folder folder;

    /** Writes are collected in a folder inside the target, so that moving them is one step of the file system. */
    private Target(Path out, Path staging, boolean made) {
        this.out = out;
        this.made = made;
        this.staging = staging;
        this.folder = new Folder(staging);
    }

    /**
     * @param option that named the folder, for the error
     * @param force whether what an earlier run wrote there may be replaced
     * @throws InvalidOption if the folder holds something and {@code force} is not set, or if it is no folder
     */
    static Target open(String option, Path out, boolean force) throws IOException {
        Path absolute = out.toAbsolutePath().normalize();
        if (Files.exists(absolute) && !Files.isDirectory(absolute)) {
            throw new InvalidOption(option, "NOT_A_FOLDER", out + " is a file");
        }
        if (Files.exists(absolute) && !force && !list(absolute).isEmpty()) {
            throw new InvalidOption(
                    option,
                    "FOLDER_NOT_EMPTY",
                    out + " is not empty; --force replaces what an earlier run wrote there");
        }
        boolean made = !Files.exists(absolute);
        Files.createDirectories(absolute);
        Path staging = Files.createTempDirectory(absolute, ".generating-");
        return new Target(absolute, staging, made);
    }

    Folder folder() {
        return folder;
    }

    /** Puts the complete set in place, each top-level entry over the one of the same name; other files stay. */
    void publish() throws IOException {
        for (Path entry : list(staging)) {
            Path destination = out.resolve(entry.getFileName());
            delete(destination);
            Files.move(entry, destination);
        }
        published = true;
    }

    /** Removes what was written and not published. */
    @Override
    public void close() throws IOException {
        delete(staging);
        if (made && !published) {
            Files.delete(out);
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
