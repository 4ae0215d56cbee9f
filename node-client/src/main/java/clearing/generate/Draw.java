package clearing.generate;

import java.util.List;

/**
 * The day's only source of chance: SplitMix64 over integers, so that a seed gives the same day on every JDK. Each part of
 * the generator draws from its own {@linkplain #stream(String) stream}; a change in one part leaves the others as they were.
 */
final class Draw {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final long FNV_OFFSET = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;

    private final long seed;
    private long state;

    Draw(long seed) {
        this.seed = seed;
        this.state = mix(seed + GOLDEN_GAMMA);
    }

    /** An independent sequence for the named part; it depends on the seed and the name alone. */
    Draw stream(String name) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * FNV_PRIME;
        }
        return new Draw(mix(seed) ^ hash);
    }

    long next() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Uniform in {@code 0 .. bound - 1}. */
    int below(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound " + bound);
        }
        return (int) Math.unsignedMultiplyHigh(next(), bound);
    }

    /** Uniform in {@code low .. high}, both included. */
    long between(long low, long high) {
        if (high < low) {
            throw new IllegalArgumentException("between " + low + " and " + high);
        }
        return low + Math.unsignedMultiplyHigh(next(), high - low + 1);
    }

    boolean oneIn(int times) {
        return below(times) == 0;
    }

    boolean percent(int chance) {
        return below(100) < chance;
    }

    <T> T from(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
