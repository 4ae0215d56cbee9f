package clearing.kernel.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import clearing.kernel.Kernel;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class KernelArchitectureTest {
    private static final JavaClasses KERNEL = new ClassFileImporter()
            .importUrl(Kernel.class.getProtectionDomain().getCodeSource().getLocation());

    private static final Map<ArchRule, List<Class<?>>> CAUGHT = caught();

    @Test
    void the_kernel_is_looked_at() {
        assertThat(KERNEL.contain("clearing.kernel.Kernel")).isTrue();
        assertThat(KERNEL.contain(KernelArchitectureTest.class)).isFalse();
        assertThat(KERNEL.size()).isGreaterThan(60);
    }

    @TestFactory
    Stream<DynamicTest> the_kernel_keeps_each_rule() {
        return CAUGHT.keySet().stream().map(rule -> dynamicTest(rule.getDescription(), () -> rule.check(KERNEL)));
    }

    @TestFactory
    Stream<DynamicTest> each_rule_catches_its_culprits() {
        return CAUGHT.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .map(culprit -> dynamicTest(
                                culprit.getSimpleName(),
                                () -> assertThat(entry.getKey()
                                                .evaluate(new ClassFileImporter().importClasses(culprit))
                                                .hasViolation())
                                        .isTrue())));
    }

    @Test
    void every_class_on_the_allow_list_still_needs_to_be_there() {
        assertThat(KernelRules.hashedLookups()).allMatch(name -> KernelRules.usesHashing(KERNEL.get(name)));
    }

    private static Map<ArchRule, List<Class<?>>> caught() {
        Map<ArchRule, List<Class<?>>> rules = new LinkedHashMap<>();
        rules.put(KernelRules.JDK_ONLY, List.of(Culprits.UsesALibrary.class));
        rules.put(KernelRules.NO_CLOCK, List.of(Culprits.ReadsTheClock.class, Culprits.ReadsMillis.class));
        rules.put(KernelRules.NO_RANDOM, List.of(Culprits.DrawsAtRandom.class));
        rules.put(KernelRules.NO_IO, List.of(Culprits.ReadsAFile.class));
        rules.put(KernelRules.NO_PRINTING, List.of(Culprits.Prints.class));
        rules.put(KernelRules.NO_THREADS, List.of(Culprits.StartsAThread.class, Culprits.SharesAMap.class));
        rules.put(
                KernelRules.NO_SURROUNDINGS,
                List.of(
                        Culprits.ReadsTheEnvironment.class,
                        Culprits.UsesTheDefaultLocale.class,
                        Culprits.AsksForTheLocale.class));
        rules.put(KernelRules.NO_HASH_ORDER, List.of(Culprits.MakesAHashMap.class, Culprits.MakesAnUnorderedSet.class));
        rules.put(
                KernelRules.NO_FLOATING_POINT,
                List.of(
                        Culprits.HasAFloatingField.class,
                        Culprits.TakesAFloat.class,
                        Culprits.CallsFloatingMath.class));
        rules.put(
                KernelRules.NO_STATIC_STATE, List.of(Culprits.HasAStaticVariable.class, Culprits.HasAStaticList.class));
        return rules;
    }
}
