package clearing.kernel.revenue.exact;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Whole units by largest remainder, with a carry: what a party got too little or too much by rounding counts next time.
 *
 * <p>The carry stays small for good. Let t be entitlement plus carry, with whole sum; the k units that the floors leave go to the k largest
 * fractions, which sum to k. Of n parties, the smallest fraction that gets a unit is above 1/n, since it and the n-k that get none sum to
 * more than 1; the largest that gets none is at most k/(k+1), so at most 1-1/n. Every carry is then above -1+1/n and at most 1-1/n, however
 * many times units have been shared.
 *
 * <p>Entitlements first go on a grid of 10^-18 units, by the same method, so that a carry is a 64-bit number and denominators do not grow from
 * run to run. Each run moves a sum of entitlements by less than 10^-18: with at most 32 parties it takes more than 10^16 runs before
 * that could reach the 1/32 that is left to one whole unit.
 */
public final class Apportionment {
    /** Places of the grid in one unit. */
    public static final BigInteger GRID = BigInteger.TEN.pow(18);

    private Apportionment() {}

    /**
     * What a sharing came to.
     *
     * @param units whole units for each party
     * @param carries for each party, in 10^-18 units: what it still has to get; negative when it got more
     */
    public record Shares(List<BigInteger> units, List<Long> carries) {
        public Shares {
            units = List.copyOf(units);
            carries = List.copyOf(carries);
        }
    }

    /**
     * Places of the grid for each entitlement; they sum to what the entitlements sum to.
     *
     * @param entitlements in units, with a whole sum; ties go to who stands first
     */
    public static List<BigInteger> onGrid(List<Fraction> entitlements) {
        Fraction scale = new Fraction(GRID, BigInteger.ONE);
        return round(entitlements.stream().map(e -> e.times(scale)).toList());
    }

    /**
     * Whole units for places of the grid.
     *
     * @param places with a sum that is a multiple of {@link #GRID}
     * @param carries of before, with a sum of zero
     */
    public static Shares share(List<BigInteger> places, List<Long> carries) {
        List<BigInteger> targets = new ArrayList<>(places.size());
        for (int i = 0; i < places.size(); i++) {
            targets.add(places.get(i).add(BigInteger.valueOf(carries.get(i))));
        }
        List<BigInteger> units =
                round(targets.stream().map(t -> new Fraction(t, GRID)).toList());
        List<Long> left = new ArrayList<>(places.size());
        for (int i = 0; i < places.size(); i++) {
            left.add(targets.get(i).subtract(units.get(i).multiply(GRID)).longValueExact());
        }
        return new Shares(units, left);
    }

    /** Largest remainder; the sum must be whole. */
    private static List<BigInteger> round(List<Fraction> exact) {
        List<BigInteger> whole = new ArrayList<>(exact.size());
        List<Fraction> rest = new ArrayList<>(exact.size());
        Fraction left = Fraction.ZERO;
        for (Fraction value : exact) {
            BigInteger floor = value.floor();
            whole.add(floor);
            Fraction remainder = value.minus(new Fraction(floor, BigInteger.ONE));
            rest.add(remainder);
            left = left.plus(remainder);
        }
        if (!left.isWhole()) {
            throw new ArithmeticException("what is shared does not sum to whole units");
        }
        List<Integer> order = new ArrayList<>(exact.size());
        for (int i = 0; i < exact.size(); i++) {
            order.add(i);
        }
        // A stable sort: equal remainders stay in the order of the parties.
        order.sort(Comparator.comparing((Integer i) -> rest.get(i)).reversed());
        for (int n = 0; n < left.floor().intValueExact(); n++) {
            int i = order.get(n);
            whole.set(i, whole.get(i).add(BigInteger.ONE));
        }
        return whole;
    }
}
