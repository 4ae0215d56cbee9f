package clearing.bench.simulate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One line of the product's source and what a bug makes of it.
 *
 * @param name what goes wrong, in a few words
 * @param file the source, from the root of the repository
 * @param before the line without its indentation; it stands in the file once
 * @param after what stands there instead
 */
record PlantedBug(String name, String file, String before, String after) {
    private static final String LIST = "planted-bugs.txt";

    /**
     * All planted bugs: {@code # name}, {@code @ file}, {@code - before}, {@code + after}, in this order.
     *
     * @throws IllegalStateException when the list is not in this form
     */
    static List<PlantedBug> all() {
        List<PlantedBug> bugs = new ArrayList<>();
        List<String> lines = lines();
        for (int i = 0; i + 3 < lines.size(); i += 4) {
            bugs.add(new PlantedBug(
                    field(lines.get(i), "# "),
                    field(lines.get(i + 1), "@ "),
                    field(lines.get(i + 2), "- "),
                    field(lines.get(i + 3), "+ ")));
        }
        if (bugs.size() * 4 != lines.size()) {
            throw new IllegalStateException(LIST + " ends in the middle of a bug");
        }
        return bugs;
    }

    private static String field(String line, String mark) {
        if (!line.startsWith(mark)) {
            throw new IllegalStateException(LIST + ": '" + mark + "' is expected, not: " + line);
        }
        return line.substring(mark.length());
    }

    private static List<String> lines() {
        InputStream in = PlantedBug.class.getResourceAsStream(LIST);
        if (in == null) {
            throw new IllegalStateException(LIST + " is not in the program");
        }
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.isBlank()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The class that the file holds, such as {@code clearing.kernel.Kernel}. */
    String className() {
        String path = file.substring(file.indexOf("java/clearing/") + "java/".length());
        return path.substring(0, path.length() - ".java".length()).replace('/', '.');
    }

    /**
     * The source with the bug in it.
     *
     * @throws IllegalStateException when the line does not stand in the file exactly once: the bug has to be written anew
     */
    String plant(Path root) {
        List<String> lines;
        try {
            lines = new ArrayList<>(Files.readAllLines(root.resolve(file)));
        } catch (IOException e) {
            throw new IllegalStateException("planted bug '" + name + "': " + file + " cannot be read", e);
        }
        int at = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().equals(before)) {
                if (at >= 0) {
                    throw new IllegalStateException("planted bug '" + name + "': the line stands twice in " + file);
                }
                at = i;
            }
        }
        if (at < 0) {
            throw new IllegalStateException("planted bug '" + name + "': the line is not in " + file + ": " + before);
        }
        lines.set(at, after);
        return String.join("\n", lines);
    }
}
