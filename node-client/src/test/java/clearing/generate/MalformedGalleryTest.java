package clearing.generate;

import static clearing.generate.MemberFiles.field;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MalformedGalleryTest {
    @TempDir
    Path folder = Path.of("");

    private List<Map<String, String>> index = List.of();

    @BeforeEach
    void write() throws IOException {
        new MalformedGallery().write(new Folder(folder));
        index = MemberFiles.csv(folder.resolve("index.csv"));
    }

    @Test
    void the_index_names_every_file_once() throws IOException {
        List<String> named = index.stream().map(row -> field(row, "file")).toList();
        List<String> present = new ArrayList<>();
        for (String sort : List.of("trades", "funding", "statements", "securities")) {
            try (Stream<Path> files = Files.list(folder.resolve(sort))) {
                files.forEach(file -> present.add(sort + "/" + file.getFileName()));
            }
        }
        assertThat(named).containsExactlyInAnyOrderElementsOf(present).hasSizeGreaterThan(70);
    }

    @Test
    void every_malformed_file_differs_from_the_right_one_of_its_sort() throws IOException {
        Map<String, byte[]> right = new TreeMap<>();
        for (Map<String, String> row : index) {
            byte[] contents = Files.readAllBytes(folder.resolve(field(row, "file")));
            if (field(row, "code").isEmpty()) {
                right.put(field(row, "reads"), contents);
            } else {
                assertThat(contents).as(field(row, "file")).isNotEqualTo(right.get(field(row, "reads")));
            }
        }
        assertThat(right).hasSize(4);
    }

    @Test
    void the_line_that_the_index_names_is_where_the_files_begin_to_differ() throws IOException {
        for (Map<String, String> row : index) {
            int line = Integer.parseInt(field(row, "line"));
            if (line > 0 && !field(row, "code").equals("EMPTY_FILE")) {
                Path file = folder.resolve(field(row, "file"));
                Path right = file.resolveSibling(field(row, "reads").equals("statement") ? "right.xml" : "right.csv");
                assertThat(firstDifference(file, right)).as(field(row, "file")).isEqualTo(line);
            }
        }
    }

    private static int firstDifference(Path one, Path other) throws IOException {
        byte[] a = Files.readAllBytes(one);
        byte[] b = Files.readAllBytes(other);
        int line = 1;
        for (int i = 0; i < Math.min(a.length, b.length) && a[i] == b[i]; i++) {
            line += a[i] == '\n' ? 1 : 0;
        }
        return line;
    }
}
