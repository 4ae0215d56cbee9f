package clearing.devnet.conformance;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Makes real Fabric the ledger under test of a class and of the classes nested in it. */
final class OnFabric implements BeforeAllCallback {

    private static final Path NOT_RUN = Path.of("target", "not-run.txt");

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        if (context.getRequiredTestClass().isMemberClass()) {
            return;
        }
        var missing = FabricNetwork.missing();
        if (missing.isPresent()) {
            notRun("the conformance suite on real Fabric: " + missing.get());
            abort("no real Fabric: " + missing.get());
        }
        LedgerUnderTest.use(context, FabricNetwork.up());
    }

    /** Says that tests did not run, by name; the list is printed at the end of a build. */
    private static void notRun(String what) throws IOException {
        Files.createDirectories(NOT_RUN.toAbsolutePath().getParent());
        Files.writeString(NOT_RUN, what + System.lineSeparator(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
