package clearing.simulation.oracle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** A loss shared by weights within caps: those whose cap is the smallest for their weight are looked at first. */
final class Shares {
    private Shares() {}

    static List<BigInteger> proRata(BigInteger amount, List<BigInteger> weights) {
        return within(amount, weights, weights);
    }

    /** In proportion to weights, none above its cap; whole units by largest remainder, the earlier first. */
    static List<BigInteger> within(BigInteger amount, List<BigInteger> weights, List<BigInteger> caps) {
        List<BigInteger> shares = new ArrayList<>(Collections.nCopies(weights.size(), BigInteger.ZERO));
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < weights.size(); i++) {
            if (weights.get(i).signum() > 0) {
                open.add(i);
            }
        }
        open.sort((i, j) ->
                caps.get(i).multiply(weights.get(j)).compareTo(caps.get(j).multiply(weights.get(i))));
        BigInteger left = amount;
        BigInteger total = open.stream().map(weights::get).reduce(BigInteger.ZERO, BigInteger::add);
        while (!open.isEmpty()) {
            int i = open.getFirst();
            if (left.multiply(weights.get(i)).compareTo(caps.get(i).multiply(total)) <= 0) {
                break;
            }
            shares.set(i, caps.get(i));
            left = left.subtract(caps.get(i));
            total = total.subtract(weights.get(i));
            open.removeFirst();
        }
        Collections.sort(open);
        spread(left, total, open, weights, shares);
        return shares;
    }

    private static void spread(
            BigInteger amount,
            BigInteger total,
            List<Integer> among,
            List<BigInteger> weights,
            List<BigInteger> shares) {
        BigInteger given = BigInteger.ZERO;
        for (int i : among) {
            BigInteger whole = amount.multiply(weights.get(i)).divide(total);
            shares.set(i, whole);
            given = given.add(whole);
        }
        List<Integer> order = new ArrayList<>(among);
        order.sort(Comparator.comparing(
                (Integer i) -> amount.multiply(weights.get(i)).mod(total).negate()));
        for (int i : order) {
            if (given.compareTo(amount) < 0) {
                shares.set(i, shares.get(i).add(BigInteger.ONE));
                given = given.add(BigInteger.ONE);
            }
        }
    }
}
