package clearing.kernel.collateral;

import clearing.kernel.asset.Asset;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.rulebook.CollateralRule;
import java.math.BigInteger;

/**
 * An exact price: minor units of the currency of account for one minor unit of the asset, as a ratio of two integers.
 *
 * @param numerator 1 to {@link Asset#MAX_AMOUNT}
 * @param denominator 1 to {@link Asset#MAX_AMOUNT}
 */
public record Price(long numerator, long denominator) {
    /** Of the currency of account itself. */
    public static final Price ONE = new Price(1, 1);

    public boolean isValid() {
        return inRange(numerator) && inRange(denominator);
    }

    private static boolean inRange(long part) {
        return part >= 1 && part <= Asset.MAX_AMOUNT;
    }

    /** Value of a quantity, rounded up to the minor unit: for what somebody owes. Negative quantities too. */
    public BigInteger roundedUp(BigInteger quantity) {
        return floor(quantity.negate().multiply(BigInteger.valueOf(numerator)), BigInteger.valueOf(denominator))
                .negate();
    }

    /** Value of a quantity after a haircut of so many basis points, rounded down: for what covers. */
    public BigInteger covering(long quantity, int haircut) {
        return BigInteger.valueOf(quantity).multiply(covered(haircut)).divide(scale());
    }

    /**
     * The fewest units whose value after the haircut is at least the amount.
     *
     * @param amount more than zero
     * @param haircut less than {@link CollateralRule#WHOLE}
     */
    public BigInteger unitsFor(BigInteger amount, int haircut) {
        return floor(amount.multiply(scale()).negate(), covered(haircut)).negate();
    }

    /** The most units whose value after the haircut is at most the amount, which is zero or more. */
    public BigInteger unitsWithin(BigInteger amount, int haircut) {
        return amount.add(BigInteger.ONE)
                .multiply(scale())
                .subtract(BigInteger.ONE)
                .divide(covered(haircut));
    }

    private BigInteger covered(int haircut) {
        return BigInteger.valueOf(numerator).multiply(BigInteger.valueOf(CollateralRule.WHOLE - haircut));
    }

    private BigInteger scale() {
        return BigInteger.valueOf(denominator).multiply(BigInteger.valueOf(CollateralRule.WHOLE));
    }

    private static BigInteger floor(BigInteger dividend, BigInteger divisor) {
        BigInteger[] parts = dividend.divideAndRemainder(divisor);
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    public void write(ByteWriter out) {
        out.i64(numerator).i64(denominator);
    }

    public static Price read(ByteReader in, String field) {
        return new Price(in.i64(field + ".numerator"), in.i64(field + ".denominator"));
    }

    @Override
    public String toString() {
        return numerator + "/" + denominator;
    }
}
