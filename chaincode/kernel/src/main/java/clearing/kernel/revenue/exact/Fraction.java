package clearing.kernel.revenue.exact;

import clearing.kernel.ResultCode;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import java.math.BigInteger;

/**
 * An exact rational number in lowest terms. Equal numbers are equal values.
 *
 * @param denominator above zero
 */
public record Fraction(BigInteger numerator, BigInteger denominator) implements Comparable<Fraction> {
    public static final Fraction ZERO = new Fraction(BigInteger.ZERO, BigInteger.ONE);
    public static final Fraction ONE = of(1);
    /** Parts per million, the scale of rates and points. */
    public static final long MILLION = 1_000_000;
    /** Numbers of terms are 64 bits and terms are small: what is longer than this is not from them. */
    private static final int MAX_BYTES = 512;

    public Fraction {
        if (denominator.signum() == 0) {
            throw new ArithmeticException("a fraction has no denominator of zero");
        }
        BigInteger common = numerator.gcd(denominator);
        if (denominator.signum() < 0) {
            common = common.negate();
        }
        if (!common.equals(BigInteger.ONE)) {
            numerator = numerator.divide(common);
            denominator = denominator.divide(common);
        }
    }

    public static Fraction of(long whole) {
        return new Fraction(BigInteger.valueOf(whole), BigInteger.ONE);
    }

    public static Fraction of(long numerator, long denominator) {
        return new Fraction(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
    }

    /** A rate or points: 300,000 is 30 %. */
    public static Fraction ofMillionths(long millionths) {
        return of(millionths, MILLION);
    }

    public Fraction plus(Fraction other) {
        return new Fraction(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    public Fraction minus(Fraction other) {
        return plus(other.negate());
    }

    public Fraction times(Fraction other) {
        return new Fraction(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /** @throws ArithmeticException when the other is zero */
    public Fraction over(Fraction other) {
        return new Fraction(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }

    public Fraction negate() {
        return new Fraction(numerator.negate(), denominator);
    }

    public Fraction min(Fraction other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public Fraction max(Fraction other) {
        return compareTo(other) >= 0 ? this : other;
    }

    public int signum() {
        return numerator.signum();
    }

    public boolean isWhole() {
        return denominator.equals(BigInteger.ONE);
    }

    /** The largest whole number that is not above this one. */
    public BigInteger floor() {
        BigInteger[] parts = numerator.divideAndRemainder(denominator);
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    /** The nearest whole number; of two that are equally near, the even one. */
    public BigInteger halfEven() {
        BigInteger floor = floor();
        int order = minus(new Fraction(floor, BigInteger.ONE)).compareTo(of(1, 2));
        boolean up = order > 0 || order == 0 && floor.testBit(0);
        return up ? floor.add(BigInteger.ONE) : floor;
    }

    @Override
    public int compareTo(Fraction other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    public void write(ByteWriter out) {
        out.blob(numerator.toByteArray()).blob(denominator.toByteArray());
    }

    /** @throws clearing.kernel.MalformedInput when the bytes are no fraction in lowest terms */
    public static Fraction read(ByteReader in, String field) {
        BigInteger numerator = integer(in, field);
        BigInteger denominator = integer(in, field);
        if (denominator.signum() <= 0 || !numerator.gcd(denominator).equals(BigInteger.ONE)) {
            throw in.fault(ResultCode.MALFORMED, field, "is not in lowest terms");
        }
        return new Fraction(numerator, denominator);
    }

    private static BigInteger integer(ByteReader in, String field) {
        byte[] bytes = in.blob(MAX_BYTES, field);
        if (bytes.length == 0) {
            throw in.fault(ResultCode.MALFORMED, field, "has no digits");
        }
        BigInteger value = new BigInteger(bytes);
        if (value.toByteArray().length != bytes.length) {
            throw in.fault(ResultCode.MALFORMED, field, "is not in canonical form");
        }
        return value;
    }

    /** A whole number, or numerator and denominator with a stroke. */
    @Override
    public String toString() {
        return isWhole() ? numerator.toString() : numerator + "/" + denominator;
    }
}
