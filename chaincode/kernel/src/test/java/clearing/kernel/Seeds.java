package clearing.kernel;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Where random tests begin: a fixed seed, or the one given as {@code -Dclearing.seed=N} to replay a failure. */
public final class Seeds {
    private Seeds() {}

    public static long seed(long usual) {
        return Long.getLong("clearing.seed", usual);
    }

    public static RandomGenerator generator(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /** What a person types to see a failure again. */
    public static String hint(long seed) {
        return "replay with -Dclearing.seed=" + seed + ";";
    }
}
