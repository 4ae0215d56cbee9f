package clearing.reconcile.rule;

import clearing.reconcile.Item;
import java.math.BigInteger;
import java.time.LocalDate;

/**
 * How far two sides may be apart.
 *
 * @param amountMinor absolute, in minor units
 * @param basisPoints of the chain's amount; the larger of the two allowances counts
 * @param businessDays between value dates, Monday to Friday
 * @param fee by how much less the books may have got, or more have paid
 */
public record Tolerance(long amountMinor, int basisPoints, int businessDays, Fee fee) {
    /** Everything equal. */
    public static final Tolerance NONE = new Tolerance(0, 0, 0, Fee.NONE);

    private static final BigInteger TEN_THOUSAND = BigInteger.valueOf(10_000);

    public Tolerance {
        if (amountMinor < 0 || basisPoints < 0 || basisPoints > 10_000 || businessDays < 0 || businessDays > 30) {
            throw new IllegalArgumentException("a tolerance is not negative, at most 10000 basis points and 30 days");
        }
    }

    /**
     * A fee that the books carry and the chain does not.
     *
     * @param leastMinor least fee
     * @param mostMinor greatest fee; 0 for none
     * @param mostBasisPoints greatest fee in basis points of the chain's amount
     */
    public record Fee(long leastMinor, long mostMinor, int mostBasisPoints) {
        /** No fee. */
        public static final Fee NONE = new Fee(0, 0, 0);

        public Fee {
            if (leastMinor < 0 || mostMinor < leastMinor || mostBasisPoints < 0 || mostBasisPoints > 10_000) {
                throw new IllegalArgumentException("a fee is from leastMinor to mostMinor, at most 10000 basis points");
            }
        }
    }

    /** True when the amounts are equal, or near enough, or differ by the fee. */
    boolean amount(BigInteger chain, BigInteger books) {
        BigInteger difference = chain.subtract(books);
        return difference.abs().compareTo(slack(chain)) <= 0 || isFee(chain, difference);
    }

    boolean isFee(BigInteger chain, BigInteger difference) {
        return fee.mostMinor() > 0
                && difference.signum() > 0
                && difference.compareTo(BigInteger.valueOf(fee.leastMinor())) >= 0
                && difference.compareTo(BigInteger.valueOf(fee.mostMinor())) <= 0
                && difference.compareTo(part(chain, fee.mostBasisPoints())) <= 0;
    }

    private BigInteger slack(BigInteger chain) {
        return BigInteger.valueOf(amountMinor).max(part(chain, basisPoints));
    }

    private static BigInteger part(BigInteger chain, int basisPoints) {
        return chain.abs().multiply(BigInteger.valueOf(basisPoints)).divide(TEN_THOUSAND);
    }

    /** The least amount of the books that could still do for a chain's amount. */
    BigInteger least(BigInteger chain) {
        return chain.subtract(slack(chain).max(BigInteger.valueOf(fee.mostMinor())));
    }

    /** The greatest amount of the books that could still do for a chain's amount. */
    BigInteger greatest(BigInteger chain) {
        return chain.add(slack(chain));
    }

    boolean dates(Item one, Item other) {
        return days(one.valueDate(), other.valueDate()) <= businessDays;
    }

    /** Business days from one to the other, in either direction; a weekend lies on the Friday before. */
    static int days(LocalDate one, LocalDate other) {
        return (int) Math.min(Integer.MAX_VALUE, Math.abs(index(one) - index(other)));
    }

    private static long index(LocalDate day) {
        // Day 0 of the epoch was a Thursday; weeks begin on Monday here.
        long sinceMonday = day.toEpochDay() + 3;
        return Math.floorDiv(sinceMonday, 7) * 5 + Math.min(4, Math.floorMod(sinceMonday, 7));
    }
}
