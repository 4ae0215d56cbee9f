package clearing.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The order of the whole repository's Java sources. */
class TidyTest {
    private static final int MAX_LINES = 400;
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern PRINT = Pattern.compile("System\\.(out|err)\\.print|\\.printStackTrace\\(\\)");
    private static final Pattern FLOATING = Pattern.compile("\\b(double|float|Double|Float)\\b");

    @Test
    void the_sources_are_found() {
        assertThat(sources("chaincode", "main")).hasSizeGreaterThan(60);
    }

    @Test
    void no_file_is_longer_than_400_lines() {
        assertThat(everything().filter(file -> lines(file).size() > MAX_LINES)).isEmpty();
    }

    @Test
    void every_package_says_what_it_is_for() {
        Set<Path> packages = everything()
                .filter(file -> file.toString().contains("/src/main/java/"))
                .map(Path::getParent)
                .collect(Collectors.toSet());
        assertThat(packages).allMatch(folder -> Files.exists(folder.resolve("package-info.java")));
    }

    @Test
    void every_package_info_declares_its_nulls() {
        assertThat(everything()
                        .filter(file -> file.endsWith("package-info.java"))
                        .filter(file -> file.toString().contains("/src/main/java/")))
                .allMatch(file -> text(file).contains("@NullMarked"));
    }

    @Test
    void libraries_do_not_print() {
        // A program's entry point may tell its user why it does not start.
        assertThat(sources("chaincode", "main").stream()
                        .filter(file -> !file.endsWith("ChaincodeMain.java"))
                        .filter(file -> PRINT.matcher(text(file)).find()))
                .isEmpty();
    }

    @Test
    void the_kernel_has_no_floating_point_in_its_sources_either() {
        // Local variables leave no trace in signatures, so the architecture test cannot see them.
        assertThat(sources("chaincode/kernel", "main").stream()
                        .filter(file -> FLOATING.matcher(withoutComments(file)).find()))
                .isEmpty();
    }

    private static Stream<Path> everything() {
        return Stream.of("chaincode", "devnet", "node-client", "settlement-service", "bench")
                .flatMap(module -> Stream.of("main", "test").flatMap(part -> sources(module, part).stream()));
    }

    private static List<Path> sources(String module, String part) {
        try (Stream<Path> files = Files.walk(ROOT.resolve(module))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("/src/" + part + "/java/"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withoutComments(Path file) {
        return text(file).replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("//[^\n]*", "");
    }

    private static List<String> lines(Path file) {
        return text(file).lines().toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
