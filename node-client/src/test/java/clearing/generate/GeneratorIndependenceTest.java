package clearing.generate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Nothing passes between the generator and the system but files, and nothing but the seed decides what is in them. */
class GeneratorIndependenceTest {
    private final JavaClasses generator = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("clearing.generate");

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
                .areAssignableTo(java.util.random.RandomGenerator.class)
                .check(generator);
    }
}
