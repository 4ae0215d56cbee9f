package clearing.bench;

/** How a cost grows with a size. */
public final class Slope {
    private Slope() {}

    /** Slope of the logarithms, by least squares: 1 is linear. */
    public static double of(int[] sizes, double[] costs) {
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < sizes.length; i++) {
            meanX += Math.log(sizes[i]) / sizes.length;
            meanY += Math.log(costs[i]) / sizes.length;
        }
        double product = 0;
        double square = 0;
        for (int i = 0; i < sizes.length; i++) {
            double x = Math.log(sizes[i]) - meanX;
            product += x * (Math.log(costs[i]) - meanY);
            square += x * x;
        }
        return product / square;
    }
}
