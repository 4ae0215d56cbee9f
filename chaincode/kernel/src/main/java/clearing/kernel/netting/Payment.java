package clearing.kernel.netting;

import java.util.Comparator;

/**
 * What one member pays another after netting.
 *
 * @param payer number of the member that pays
 * @param payee number of the member that receives
 * @param amount minor units, greater than zero
 */
public record Payment(int payer, int payee, long amount) implements Comparable<Payment> {
    @Override
    public int compareTo(Payment other) {
        return Comparator.comparingInt(Payment::payer)
                .thenComparingInt(Payment::payee)
                .thenComparingLong(Payment::amount)
                .compare(this, other);
    }
}
