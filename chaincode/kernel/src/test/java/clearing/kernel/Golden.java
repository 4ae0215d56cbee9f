package clearing.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Bytes that must never change without a new format number, kept as files of hexadecimal lines. {@code -Dclearing.update=true}
 * writes the files anew; the difference is then what a reviewer looks at.
 */
public final class Golden {
    private static final Path FOLDER = Path.of("src", "test", "resources", "golden");
    private static final int BYTES_PER_LINE = 32;

    private Golden() {}

    public static void assertBytes(String name, byte[] actual) {
        assertText(name + ".hex", lines(actual));
    }

    public static void assertText(String file, List<String> actual) {
        Path path = FOLDER.resolve(file);
        try {
            if (Boolean.getBoolean("clearing.update")) {
                Files.createDirectories(FOLDER);
                Files.write(path, actual);
            }
            assertThat(path).exists();
            assertThat(actual).as("the ledger's encoding differs from %s", path).isEqualTo(Files.readAllLines(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes of a golden file. */
    public static byte[] bytes(String name) {
        try {
            return HexFormat.of().parseHex(String.join("", Files.readAllLines(FOLDER.resolve(name + ".hex"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(byte[] bytes) {
        String hex = HexFormat.of().formatHex(bytes);
        List<String> lines = new ArrayList<>();
        for (int at = 0; at < hex.length(); at += 2 * BYTES_PER_LINE) {
            lines.add(hex.substring(at, Math.min(hex.length(), at + 2 * BYTES_PER_LINE)));
        }
        return lines;
    }
}
