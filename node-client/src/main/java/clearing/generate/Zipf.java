package clearing.generate;

import java.util.Arrays;

/** Draws ranks {@code 0 .. n - 1} with weights 1, 1/2, 1/3 …: the first few take most. Integer weights, no rounding by platform. */
final class Zipf {
    private static final long UNIT = 1_000_000;

    private final long[] cumulative;

    Zipf(int ranks) {
        cumulative = new long[ranks];
        long sum = 0;
        for (int i = 0; i < ranks; i++) {
            sum += UNIT / (i + 1);
            cumulative[i] = sum;
        }
    }

    int draw(Draw draw) {
        long at = draw.between(1, cumulative[cumulative.length - 1]);
        int found = Arrays.binarySearch(cumulative, at);
        return found >= 0 ? found : -found - 1;
    }
}
