package clearing.kernel.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.assertj.core.api.Assertions;

/** One small class for each rule of {@link KernelRules}, which does what the rule forbids. */
final class Culprits {
    private Culprits() {}

    static final class UsesALibrary {
        void act() {
            Assertions.assertThat(true).isTrue();
        }
    }

    static final class ReadsTheClock {
        Instant act() {
            return Instant.now();
        }
    }

    static final class ReadsMillis {
        long act() {
            return System.currentTimeMillis();
        }
    }

    static final class DrawsAtRandom {
        String act() {
            return UUID.randomUUID().toString();
        }
    }

    static final class HasAFloatingField {
        double rate;
    }

    static final class TakesAFloat {
        long act(float rate) {
            return rate > 1 ? 1 : 0;
        }
    }

    static final class CallsFloatingMath {
        long act(long value) {
            return Math.round(Math.sqrt(value));
        }
    }

    static final class MakesAHashMap {
        Map<String, String> act() {
            return new HashMap<>();
        }
    }

    static final class MakesAnUnorderedSet {
        Set<String> act() {
            return Set.of("a", "b");
        }
    }

    static final class ReadsAFile {
        byte[] act() throws IOException {
            return Files.readAllBytes(Path.of("x"));
        }
    }

    static final class Prints {
        void act() {
            System.out.println("x");
        }
    }

    static final class ReadsTheEnvironment {
        String act() {
            return System.getProperty("user.home", "");
        }
    }

    static final class StartsAThread {
        Thread act() {
            return new Thread(() -> {});
        }
    }

    static final class SharesAMap {
        final Map<String, String> map = new ConcurrentHashMap<>();
    }

    static final class UsesTheDefaultLocale {
        String act(String text) {
            return String.format("%s", text);
        }
    }

    static final class AsksForTheLocale {
        Locale act() {
            return Locale.getDefault();
        }
    }

    static final class HasAStaticVariable {
        static int counter;

        int act() {
            return ++counter;
        }
    }

    static final class HasAStaticList {
        static final List<String> SEEN = new ArrayList<>();
    }
}
