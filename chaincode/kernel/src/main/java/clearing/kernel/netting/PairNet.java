package clearing.kernel.netting;

import java.util.Comparator;
import java.util.Optional;

/**
 * What two members owe each other in one netting set.
 *
 * @param set number of the netting set
 * @param first the member with the smaller number
 * @param second the other
 * @param toSecond sum of what the first owes the second, in minor units
 * @param toSecondCount number of those obligations
 * @param toFirst sum of what the second owes the first
 * @param toFirstCount number of those obligations
 */
public record PairNet(
        int set, int first, int second, long toSecond, long toSecondCount, long toFirst, long toFirstCount)
        implements Comparable<PairNet> {

    /** What the first receives: positive when the second owes more. */
    public long net() {
        return toFirst - toSecond;
    }

    /** The one payment that is left, or empty when both owe the same. */
    public Optional<Payment> payment() {
        long net = net();
        if (net == 0) {
            return Optional.empty();
        }
        return Optional.of(net > 0 ? new Payment(second, first, net) : new Payment(first, second, -net));
    }

    @Override
    public int compareTo(PairNet other) {
        return Comparator.comparingInt(PairNet::set)
                .thenComparingInt(PairNet::first)
                .thenComparingInt(PairNet::second)
                .compare(this, other);
    }
}
