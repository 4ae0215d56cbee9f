package clearing.kernel.defaults;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Shares of an amount in proportion to weights, each up to a cap. Whoever would bear more than its cap bears the cap, and the rest is
 * shared again among the others. Largest remainder, ties by place in the list: the shares sum to the amount, or to all caps when
 * these are less.
 */
public final class LossShares {
    private LossShares() {}

    /** Without caps beyond the weights: no share is larger than its weight, as the amount is not larger than their sum. */
    public static List<BigInteger> proRata(BigInteger amount, List<BigInteger> weights) {
        return of(amount, weights, weights);
    }

    /**
     * @param amount zero or more
     * @param weights zero or more; zero bears nothing
     * @param caps zero or more, as many as weights
     */
    public static List<BigInteger> of(BigInteger amount, List<BigInteger> weights, List<BigInteger> caps) {
        List<BigInteger> shares = new ArrayList<>(Collections.nCopies(weights.size(), BigInteger.ZERO));
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < weights.size(); i++) {
            if (weights.get(i).signum() > 0) {
                open.add(i);
            }
        }
        BigInteger left = amount;
        while (true) {
            BigInteger total = sum(open, weights);
            List<Integer> capped = new ArrayList<>();
            for (int i : open) {
                // left * weight / total > cap, without dividing
                if (left.multiply(weights.get(i)).compareTo(caps.get(i).multiply(total)) > 0) {
                    capped.add(i);
                }
            }
            if (capped.isEmpty()) {
                break;
            }
            for (int i : capped) {
                shares.set(i, caps.get(i));
                left = left.subtract(caps.get(i));
            }
            open.removeAll(capped);
        }
        spread(left, open, weights, shares);
        return shares;
    }

    /** Each one's whole part, then one unit more to the largest remainders. */
    private static void spread(
            BigInteger amount, List<Integer> open, List<BigInteger> weights, List<BigInteger> shares) {
        BigInteger total = sum(open, weights);
        if (total.signum() == 0) {
            return;
        }
        BigInteger left = amount;
        List<BigInteger> remainders = new ArrayList<>(Collections.nCopies(weights.size(), BigInteger.ZERO));
        for (int i : open) {
            BigInteger[] parts = amount.multiply(weights.get(i)).divideAndRemainder(total);
            shares.set(i, parts[0]);
            remainders.set(i, parts[1]);
            left = left.subtract(parts[0]);
        }
        List<Integer> order = new ArrayList<>(open);
        // A stable sort: equal remainders stay in the order of the list.
        order.sort(Comparator.comparing((Integer i) -> remainders.get(i)).reversed());
        for (int n = 0; n < left.intValueExact(); n++) {
            int i = order.get(n);
            shares.set(i, shares.get(i).add(BigInteger.ONE));
        }
    }

    private static BigInteger sum(List<Integer> open, List<BigInteger> weights) {
        BigInteger total = BigInteger.ZERO;
        for (int i : open) {
            total = total.add(weights.get(i));
        }
        return total;
    }
}
