package clearing.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Who may know whom. The arrows are those of docs/architecture.md. */
class ModuleArrowsTest {
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("clearing");

    @Test
    void the_kernel_knows_nobody() {
        holds(noClasses()
                .that()
                .resideInAPackage("clearing.kernel..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        "clearing.kernel..", "java..", "javax.security.auth.x500..", "org.jspecify.annotations.."));
    }

    @Test
    void the_contract_knows_the_kernel_and_the_shim_alone() {
        holds(noClasses()
                .that()
                .resideInAPackage("clearing.contract..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "clearing.client..",
                        "clearing.settlement..",
                        "clearing.devnet..",
                        "clearing.books..",
                        "clearing.reconcile..",
                        "clearing.generate..",
                        "clearing.bench..",
                        "clearing.demo.."));
    }

    @Test
    void the_embedded_ledger_does_not_know_what_it_carries() {
        holds(noClasses()
                .that()
                .resideInAPackage("clearing.devnet..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "clearing.kernel..", "clearing.contract..", "clearing.client..", "clearing.settlement.."));
    }

    @Test
    void the_client_knows_neither_service_nor_embedded_ledger() {
        holds(noClasses()
                .that()
                .resideInAnyPackage("clearing.client..", "clearing.generate..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "clearing.settlement..",
                        "clearing.books..",
                        "clearing.reconcile..",
                        "clearing.devnet..",
                        "clearing.contract.."));
    }

    @Test
    void the_generator_shares_nothing_with_the_system_but_files() {
        holds(noClasses()
                .that()
                .resideInAPackage("clearing.generate..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("clearing.client..", "clearing.kernel.."));
    }

    @Test
    void the_service_does_not_know_the_ledgers_that_it_may_run_on() {
        holds(noClasses()
                .that()
                .resideInAnyPackage("clearing.settlement..", "clearing.books..", "clearing.reconcile..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("clearing.devnet..", "clearing.contract..", "clearing.generate.."));
    }

    @Test
    void books_and_matching_are_pure() {
        holds(noClasses()
                .that()
                .resideInAnyPackage("clearing.books..", "clearing.reconcile..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "java.sql..", "javax.sql..", "clearing.settlement.."));
    }

    @Test
    void a_forbidden_arrow_would_be_seen() {
        ArchRule forbidsAnArrowThatExists = noClasses()
                .that()
                .resideInAPackage("clearing.contract..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("clearing.kernel..");

        assertThat(forbidsAnArrowThatExists.evaluate(PRODUCT).hasViolation()).isTrue();
    }

    private static void holds(ArchRule rule) {
        rule.check(PRODUCT);
    }
}
