package clearing.generate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/** The folder that a day is written into; remembers what was written. Paths inside it have {@code /} on every system. */
final class Folder {
    private final Path root;
    private final SortedMap<String, Written> written = new TreeMap<>();

    /**
     * @param bytes size of the file
     * @param sha256 of its contents, in hex
     */
    record Written(long bytes, String sha256) {}

    Folder(Path root) {
        this.root = root;
    }

    void write(String path, CharSequence text) throws IOException {
        write(path, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    void write(String path, byte[] contents) throws IOException {
        Path file = root.resolve(path);
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.write(file, contents);
        if (written.put(path, new Written(contents.length, sha256(contents))) != null) {
            throw new IllegalStateException(path + " was written twice");
        }
    }

    SortedMap<String, Written> written() {
        return Collections.unmodifiableSortedMap(written);
    }

    /** SHA-256 over the paths and hashes of all files in path order: equal days have equal digests. */
    String digest() {
        StringBuilder lines = new StringBuilder();
        written.forEach((path, file) ->
                lines.append(file.sha256()).append("  ").append(path).append('\n'));
        return sha256(lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] contents) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(contents));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
