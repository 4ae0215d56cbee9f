package clearing.bench.reconcile;

import clearing.bench.Figure;
import java.util.ArrayList;
import java.util.List;

/** Product and contender in turn, pair by pair: the rates of both and the ratio of each pair. */
final class Pairs {
    private static final double NANOS = 1e9;

    private final List<Double> product = new ArrayList<>();
    private final List<Double> contender = new ArrayList<>();

    /**
     * Work whose time is taken.
     */
    @FunctionalInterface
    interface Work {
        /** Does it. */
        void run() throws Exception;
    }

    /** Seconds that it takes. What earlier work left on the heap is cleared before. */
    static double seconds(Work work) throws Exception {
        System.gc();
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / NANOS;
    }

    void add(double productSeconds, double contenderSeconds) {
        product.add(productSeconds);
        contender.add(contenderSeconds);
    }

    boolean isEmpty() {
        return product.isEmpty();
    }

    /** So many of the unit a second by the product. */
    Figure product(String name, double size, String unit) {
        return Figure.of(name, unit, rates(product, size));
    }

    /** So many of the unit a second by the contender. */
    Figure contender(String name, double size, String unit) {
        return Figure.of(name, unit, rates(contender, size));
    }

    /** How many times as fast the product is. */
    Figure ratio(String name) {
        double[] ratios = new double[product.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = contender.get(i) / product.get(i);
        }
        return Figure.of(name, "times", ratios);
    }

    private static double[] rates(List<Double> seconds, double size) {
        return seconds.stream().mapToDouble(each -> size / each).toArray();
    }
}
