package clearing.kernel.defaults;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Shares by another road than the kernel's: the level (share per weight) is found by walking the members in the order in which they
 * reach their caps, as an exact fraction; then each share is the level times the weight, cut to the cap.
 */
final class ExactShares {
    private ExactShares() {}

    static List<BigInteger> of(BigInteger amount, List<BigInteger> weights, List<BigInteger> caps) {
        int count = weights.size();
        List<Integer> bearing = IntStream.range(0, count)
                .filter(i -> weights.get(i).signum() > 0)
                .boxed()
                .collect(java.util.stream.Collectors.toCollection(ArrayList::new));
        // By cap per weight, cross-multiplied.
        bearing.sort((a, b) ->
                caps.get(a).multiply(weights.get(b)).compareTo(caps.get(b).multiply(weights.get(a))));
        BigInteger[] shares = new BigInteger[count];
        java.util.Arrays.fill(shares, BigInteger.ZERO);
        BigInteger left = amount;
        int n = 0;
        BigInteger weightLeft = sum(bearing, weights);
        for (; n < bearing.size(); n++) {
            int i = bearing.get(n);
            // At the level left / weightLeft this member, the next to reach its cap, stays below it: so do all behind
            // it.
            if (left.multiply(weights.get(i)).compareTo(caps.get(i).multiply(weightLeft)) <= 0) {
                break;
            }
            shares[i] = caps.get(i);
            left = left.subtract(caps.get(i));
            weightLeft = weightLeft.subtract(weights.get(i));
        }
        List<Integer> open = new ArrayList<>(bearing.subList(n, bearing.size()));
        Collections.sort(open);
        for (int i : open) {
            shares[i] = left.multiply(weights.get(i)).divide(weightLeft);
        }
        BigInteger given = open.stream().map(i -> shares[i]).reduce(BigInteger.ZERO, BigInteger::add);
        BigInteger units = open.isEmpty() ? BigInteger.ZERO : left.subtract(given);
        // One unit at a time to who is furthest below its exact share; the first of equals.
        for (int unit = 0; unit < units.intValueExact(); unit++) {
            int best = open.getFirst();
            for (int i : open) {
                if (below(i, left, weightLeft, weights, shares)
                                .compareTo(below(best, left, weightLeft, weights, shares))
                        > 0) {
                    best = i;
                }
            }
            shares[best] = shares[best].add(BigInteger.ONE);
        }
        return List.of(shares);
    }

    private static BigInteger below(
            int i, BigInteger left, BigInteger weightLeft, List<BigInteger> weights, BigInteger[] shares) {
        return left.multiply(weights.get(i)).subtract(shares[i].multiply(weightLeft));
    }

    private static BigInteger sum(List<Integer> members, List<BigInteger> weights) {
        return members.stream().map(weights::get).reduce(BigInteger.ZERO, BigInteger::add);
    }
}
