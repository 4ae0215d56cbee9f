package clearing.kernel.architecture;

import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import clearing.kernel.constitution.Constitution;
import clearing.kernel.state.Overlay;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What keeps the kernel the same function on every peer. Floating locals do not show in byte code's signatures; their sources do. */
final class KernelRules {
    /** Where a hash map or set is looked up by key and never iterated, with the reason beside it in the source. */
    private static final Set<String> HASHED_LOOKUPS = Set.of(
            Constitution.class.getName(), // assets by code and members by id: lists keep the order
            Overlay.class.getName()); // values read, by key: what leaves is the sorted map of writes

    private static final Set<String> CLOCKS =
            Set.of("java.lang.System.currentTimeMillis", "java.lang.System.nanoTime", "java.time.Clock.system");
    private static final List<String> RANDOM = List.of(
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.util.UUID",
            "java.util.random.",
            "java.security.SecureRandom",
            "java.util.concurrent.ThreadLocalRandom");
    private static final List<String> OUTSIDE = List.of(
            "java.io.",
            "java.nio.file.",
            "java.nio.channels.",
            "java.net.",
            "java.sql.",
            "java.util.logging.",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.Runtime",
            "java.lang.reflect.");
    /** A certificate is read from bytes in memory; exceptions, enumerations and lambdas are serializable by birth. */
    private static final Set<String> IN_MEMORY =
            Set.of("java.io.InputStream", "java.io.ByteArrayInputStream", "java.io.Serializable");

    private static final List<String> THREADS =
            List.of("java.lang.Thread", "java.lang.ThreadLocal", "java.util.concurrent.", "java.util.Timer");
    private static final Set<String> SURROUNDINGS = Set.of(
            "java.lang.System.getenv",
            "java.lang.System.getProperty",
            "java.lang.System.getProperties",
            "java.lang.Integer.getInteger",
            "java.lang.Long.getLong",
            "java.lang.Boolean.getBoolean",
            "java.util.Locale.getDefault",
            "java.util.TimeZone.getDefault",
            "java.time.ZoneId.systemDefault",
            "java.nio.charset.Charset.defaultCharset");
    private static final Set<String> FLOATING = Set.of("float", "double", "java.lang.Float", "java.lang.Double");
    private static final Set<String> HASHED =
            Set.of("java.util.HashMap", "java.util.HashSet", "java.util.IdentityHashMap", "java.util.WeakHashMap");
    private static final Set<String> UNORDERED = Set.of(
            "java.util.Set.of",
            "java.util.Set.copyOf",
            "java.util.Map.of",
            "java.util.Map.copyOf",
            "java.util.Map.ofEntries",
            "java.util.stream.Collectors.toSet",
            "java.util.stream.Collectors.toMap",
            "java.util.stream.Collectors.groupingBy",
            "java.util.stream.BaseStream.parallel",
            "java.util.Collection.parallelStream");

    static final ArchRule JDK_ONLY = classes()
            .should(onlyDependOnClassesThat(com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage(
                    "clearing.kernel..", "java..", "javax.security.auth.x500..", "org.jspecify..")));

    static final ArchRule NO_CLOCK = noCall(
            "read a clock",
            call -> CLOCKS.stream().anyMatch(name(call)::startsWith)
                    || name(call).startsWith("java.time.") && name(call).endsWith(".now")
                    || name(call).startsWith("java.util.Date.<init>"));

    static final ArchRule NO_RANDOM = noDependency("draw at random", RANDOM);

    static final ArchRule NO_IO = noDependency("touch the outside", OUTSIDE);

    static final ArchRule NO_PRINTING = noClasses()
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .accessField(System.class, "in");

    static final ArchRule NO_THREADS = noDependency("share state or start threads", THREADS);

    static final ArchRule NO_SURROUNDINGS = noCall(
            "read what differs from machine to machine",
            call -> SURROUNDINGS.contains(name(call)) || usesDefaultLocaleOrCharset(call));

    static final ArchRule NO_HASH_ORDER = noCall(
            "make a collection without an order",
            call -> !HASHED_LOOKUPS.contains(call.getOriginOwner().getName())
                    && (UNORDERED.contains(name(call))
                            || name(call).endsWith(".<init>")
                                    && HASHED.contains(call.getTargetOwner().getName())));

    static final ArchRule NO_FLOATING_POINT = classes()
            .should(new ArchCondition<>("hold, take, give or compute no floats") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    Stream<String> fields = type.getFields().stream()
                            .filter(field ->
                                    FLOATING.contains(field.getRawType().getName()))
                            .map(JavaField::getFullName);
                    Stream<String> units = type.getCodeUnits().stream()
                            .filter(unit -> floats(unit.getRawReturnType(), unit.getRawParameterTypes()))
                            .map(JavaCodeUnit::getFullName);
                    Stream<String> calls = type.getCodeUnits().stream()
                            .flatMap(unit -> Stream.concat(
                                    unit.getMethodCallsFromSelf().stream(),
                                    unit.getConstructorCallsFromSelf().stream()))
                            .filter(call -> floats(call.getTarget()))
                            .map(JavaCall::getDescription);
                    Stream.of(fields, units, calls)
                            .flatMap(Function.identity())
                            .forEach(found ->
                                    events.add(SimpleConditionEvent.violated(type, found + " is floating point")));
                }
            });

    static final ArchRule NO_STATIC_STATE = classes().should(new ArchCondition<>("have no static state") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
            for (JavaField field : type.getFields()) {
                boolean state = field.getModifiers().contains(JavaModifier.STATIC)
                        && !field.getModifiers().contains(JavaModifier.SYNTHETIC)
                        && (!field.getModifiers().contains(JavaModifier.FINAL)
                                || field.getRawType().isAssignableTo(Collection.class)
                                || field.getRawType().isAssignableTo(Map.class)
                                || field.getRawType().isArray()
                                        && !field.getModifiers().contains(JavaModifier.PRIVATE));
                if (state) {
                    events.add(SimpleConditionEvent.violated(field, field.getFullName() + " is static state"));
                }
            }
        }
    });

    private KernelRules() {}

    private static ArchRule noCall(String what, Predicate<JavaCall<?>> forbidden) {
        return noClasses().should().callCodeUnitWhere(new DescribedPredicate<>(what) {
            @Override
            public boolean test(JavaCall<?> call) {
                return forbidden.test(call);
            }
        });
    }

    /** @param names classes, or packages with their trailing point */
    private static ArchRule noDependency(String what, List<String> names) {
        return noClasses().should().dependOnClassesThat(new DescribedPredicate<>(what) {
            @Override
            public boolean test(JavaClass type) {
                String name = type.getName();
                return !IN_MEMORY.contains(name)
                        && names.stream().anyMatch(n -> n.endsWith(".") ? name.startsWith(n) : name.equals(n));
            }
        });
    }

    private static boolean usesDefaultLocaleOrCharset(JavaCall<?> call) {
        List<String> parameters = call.getTarget().getRawParameterTypes().stream()
                .map(JavaClass::getName)
                .toList();
        return switch (name(call)) {
            case "java.lang.String.format", "java.lang.String.toLowerCase", "java.lang.String.toUpperCase" ->
                !parameters.contains("java.util.Locale");
            case "java.lang.String.formatted" -> true;
            case "java.lang.String.getBytes" -> parameters.isEmpty();
            case "java.lang.String.<init>" -> parameters.equals(List.of("[B"));
            default -> false;
        };
    }

    private static String name(JavaCall<?> call) {
        return call.getTargetOwner().getName() + "." + call.getTarget().getName();
    }

    private static boolean floats(CodeUnitCallTarget target) {
        return FLOATING.contains(target.getOwner().getName())
                || floats(target.getRawReturnType(), target.getRawParameterTypes());
    }

    private static boolean floats(JavaClass returned, List<JavaClass> parameters) {
        return FLOATING.contains(returned.getName())
                || parameters.stream().anyMatch(p -> FLOATING.contains(p.getName()));
    }

    /** Names that the allow-list must not keep once they need it no more. */
    static Set<String> hashedLookups() {
        return new HashSet<>(HASHED_LOOKUPS);
    }

    /** For the test that each allowed class does use one. */
    static boolean usesHashing(JavaClass type) {
        return type.getConstructorCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().isEquivalentTo(HashMap.class)
                        || call.getTargetOwner().isEquivalentTo(HashSet.class));
    }
}
