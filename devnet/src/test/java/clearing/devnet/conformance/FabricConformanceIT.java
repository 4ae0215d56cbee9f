package clearing.devnet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The suite, test by test, on real Fabric. On a machine without its programs it is listed as not run. */
class FabricConformanceIT {

    @RegisterExtension
    static final OnFabric FABRIC = new OnFabric();

    private static final Set<String> NOT_OF_THE_SUITE =
            Set.of(EmbeddedLimitsTest.class.getSimpleName(), LedgerUnderTest.class.getSimpleName());

    @Nested
    class Access extends AccessTest {}

    @Nested
    class Blocks extends BlockTest {}

    @Nested
    class Events extends EventTest {}

    @Nested
    class State extends StateTest {}

    @Nested
    class Transactions extends TransactionTest {}

    @Test
    void every_class_of_the_suite_runs_on_fabric() throws Exception {
        var own = FabricConformanceIT.class;
        try (var files = Files.list(
                Path.of(own.getResource(own.getSimpleName() + ".class").toURI()).getParent())) {
            var suite = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Test.class"))
                    .map(name -> name.substring(0, name.length() - ".class".length()))
                    .filter(name -> !NOT_OF_THE_SUITE.contains(name));

            assertThat(Arrays.stream(own.getDeclaredClasses())
                            .map(nested -> nested.getSuperclass().getSimpleName()))
                    .containsExactlyInAnyOrderElementsOf(suite.toList());
        }
    }
}
