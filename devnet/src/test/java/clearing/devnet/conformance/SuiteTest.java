package clearing.devnet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SuiteTest {

    @Test
    void every_class_of_the_suite_runs_on_fabric_too() throws Exception {
        assertThat(Arrays.stream(FabricConformanceIT.class.getDeclaredClasses())
                        .map(nested -> nested.getSuperclass().getName()))
                .containsExactlyInAnyOrderElementsOf(suite());
    }

    /** The classes that test a ledger, without what is said of the embedded one alone. */
    private static Iterable<String> suite() throws Exception {
        var own = SuiteTest.class;
        var found = new ArrayList<String>();
        var folder =
                Path.of(own.getResource(own.getSimpleName() + ".class").toURI()).getParent();
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                var name = file.getFileName().toString().replace(".class", "");
                var type = Class.forName(own.getPackageName() + "." + name);
                if (Arrays.stream(type.getDeclaredFields())
                                .anyMatch(field -> field.getType().equals(LedgerUnderTest.class))
                        && !type.equals(EmbeddedLimitsTest.class)) {
                    found.add(type.getName());
                }
            }
        }
        return found;
    }
}
