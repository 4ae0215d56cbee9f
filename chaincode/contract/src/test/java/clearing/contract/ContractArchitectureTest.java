package clearing.contract;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The contract is a thin adapter between the kernel and Fabric's shim, and no clock but the one it is given decides. */
class ContractArchitectureTest {
    private static final JavaClasses CONTRACT = new ClassFileImporter()
            .importUrl(ClearingChaincode.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation());

    private static final ArchRule KERNEL_AND_SHIM_ONLY = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "clearing.contract..",
                    "clearing.kernel..",
                    "org.hyperledger.fabric..",
                    "com.google.protobuf..",
                    "java..",
                    "org.jspecify..");

    private static final ArchRule NO_CLOCK = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @Test
    void it_depends_on_the_kernel_and_the_shim_only() {
        assertThat(CONTRACT.contain(ClearingChaincode.class)).isTrue();
        KERNEL_AND_SHIM_ONLY.check(CONTRACT);
    }

    @Test
    void it_reads_no_clock_of_its_own() {
        NO_CLOCK.check(CONTRACT);
    }

    @Test
    void the_rules_catch_who_breaks_them() {
        assertThat(KERNEL_AND_SHIM_ONLY
                        .evaluate(new ClassFileImporter().importClasses(Certificates.class))
                        .hasViolation())
                .isTrue();
        assertThat(NO_CLOCK.evaluate(new ClassFileImporter().importClasses(ReadsTheClock.class))
                        .hasViolation())
                .isTrue();
    }

    private static final class ReadsTheClock {
        Instant act() {
            return Instant.now();
        }
    }
}
