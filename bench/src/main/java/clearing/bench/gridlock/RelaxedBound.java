package clearing.bench.gridlock;

/**
 * A proven bound of what any feasible set is worth: the linear program's, in which an instruction may settle in part. For any prices of
 * the positions' values, what all room costs plus what each instruction is worth above the price of what it draws less what it pays in
 * is such a bound (weak duality); a subgradient descent looks for prices that make it small. How good the descent was does not matter
 * to the proof, only to how tight the bound is.
 */
final class RelaxedBound {
    private static final int STEPS = 20_000;
    private static final int PATIENCE = 100;

    private RelaxedBound() {}

    static double of(QueueCase world) {
        int positions = world.room().length;
        double[] price = new double[positions];
        double best = bound(world, price, new double[positions]);
        double[] bestPrice = price.clone();
        double boldness = 1;
        int idle = 0;
        for (int step = 0; step < STEPS && boldness > 1e-7; step++) {
            double[] slope = new double[positions];
            double now = bound(world, price, slope);
            if (now < best) {
                best = now;
                bestPrice = price.clone();
                idle = 0;
            } else if (++idle == PATIENCE) {
                boldness /= 2;
                idle = 0;
                price = bestPrice.clone();
                continue;
            }
            double square = 0;
            for (double each : slope) {
                square += each * each;
            }
            if (square == 0) {
                break;
            }
            double length = boldness * best / 20 / square;
            for (int p = 0; p < positions; p++) {
                price[p] = Math.max(0, price[p] - length * slope[p]);
            }
        }
        return best;
    }

    /** The bound at some prices; its slope by position is added up in passing. */
    private static double bound(QueueCase world, double[] price, double[] slope) {
        double sum = 0;
        for (int p = 0; p < price.length; p++) {
            sum += world.room()[p] * price[p];
            slope[p] += world.room()[p];
        }
        for (int i = 0; i < world.size(); i++) {
            double gain = world.weight()[i];
            for (QueueCase.Leg leg : world.instructions().get(i)) {
                gain += (price[leg.to()] - price[leg.from()]) * leg.amount();
            }
            if (gain > 0) {
                sum += gain;
                for (QueueCase.Leg leg : world.instructions().get(i)) {
                    slope[leg.to()] += leg.amount();
                    slope[leg.from()] -= leg.amount();
                }
            }
        }
        return sum;
    }
}
