package clearing.devnet.conformance;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A temporary folder that holds a network of real Fabric programs. Whose it is says a lock in it, which the operating system gives
 * back when the process ends, however it ends: a folder without one is what a killed test run left behind.
 */
final class NetworkFolder implements Closeable {

    private static final String PREFIX = "fabric-conformance";
    private static final String OWNER = "owner.lock";

    private final Path path;
    private final FileChannel owner;

    private NetworkFolder(Path path, FileChannel owner) {
        this.path = path;
        this.owner = owner;
    }

    /** A new one among others in the parent. */
    static NetworkFolder make(Path parent) throws IOException {
        var path = Files.createTempDirectory(parent, PREFIX);
        Files.createFile(path.resolve(OWNER));
        return own(path).orElseThrow(() -> new IOException("another process owns the new folder " + path));
    }

    /** Those in the parent whose process is gone. They are owned now, until they are closed. */
    static List<NetworkFolder> left(Path parent) throws IOException {
        var left = new ArrayList<NetworkFolder>();
        try (var folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (var folder : folders) {
                if (Files.exists(folder.resolve(OWNER))) {
                    own(folder).ifPresent(left::add);
                }
            }
        }
        return left;
    }

    private static Optional<NetworkFolder> own(Path path) throws IOException {
        var channel = FileChannel.open(path.resolve(OWNER), StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return Optional.of(new NetworkFolder(path, channel));
            }
        } catch (OverlappingFileLockException e) {
            // Another network of this process.
        }
        channel.close();
        return Optional.empty();
    }

    /** The folder. */
    Path path() {
        return path;
    }

    /** The network's home in it. */
    Path home() {
        return path.resolve("home");
    }

    /** Removes the folder with everything in it. */
    void delete() throws IOException {
        delete(path);
    }

    static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Gives the folder up. */
    @Override
    public void close() throws IOException {
        owner.close();
    }
}
