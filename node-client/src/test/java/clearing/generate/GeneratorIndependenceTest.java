package clearing.generate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Nothing passes between the generator and the system but files, and nothing but the seed decides what is in them. */
class GeneratorIndependenceTest {
    private final JavaClasses generator = generator();

    /** The compiled classes beside the command's own; the libraries that they call need no look inside. */
    private static JavaClasses generator() {
        URL command = Objects.requireNonNull(GenerateCommand.class.getResource("GenerateCommand.class"));
        return ArchConfiguration.withThreadLocalScope(configuration -> {
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return new ClassFileImporter()
                    .importPath(Path.of(URI.create(command.toString())).resolveSibling(""));
        });
    }

    @Test
    void the_generator_knows_no_other_part_of_the_product() {
        noClasses()
                .that()
                .resideInAPackage("clearing.generate")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "clearing.client..",
                        "clearing.kernel..",
                        "clearing.books..",
                        "clearing.reconcile..",
                        "clearing.settlement..",
                        "clearing.devnet..")
                .check(generator);
    }

    @Test
    void the_generator_reads_no_clock_and_no_random_source() {
        noClasses()
                .that()
                .resideInAPackage("clearing.generate")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.(util\\.(random\\..*|.*Random)|security\\.SecureRandom)")
                .check(generator);
    }
}
