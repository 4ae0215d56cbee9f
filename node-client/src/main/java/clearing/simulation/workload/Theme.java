package clearing.simulation.workload;

import clearing.simulation.engine.Draw;

/**
 * What a seed is mostly about. A rare thing needs several others before it, such as a loss to share that needs a price, an overdraft, a
 * default and its close-out: where members do a little of everything, few seeds come so far.
 */
public enum Theme {
    /** A little of everything. */
    ANYTHING,
    /** Trades one by one, in circles and in sets, with little to pay from. */
    ROUNDS,
    /** Rounds with limits between members. */
    LIMITS,
    /** Cycles, their fails and their penalties. */
    CYCLES,
    /** Overdrafts that collateral carries. */
    CREDIT,
    /** Defaults, their close-out and their waterfall. */
    DEFAULTS;

    private static final int MOST_EVENINGS = 4;

    /** Half of the seeds are about anything. */
    public static Theme of(Draw draw) {
        Theme[] all = values();
        return draw.oneIn(2) ? ANYTHING : all[1 + draw.below(all.length - 1)];
    }

    /** Whether most members have little, so that much waits. */
    public boolean isPoor(Draw draw) {
        return draw.oneIn(3) != isOf(ROUNDS, LIMITS, DEFAULTS);
    }

    /** How often time goes on after the world has healed, so that cycles come to their end. */
    public int evenings(Draw draw) {
        return draw.between(isOf(CYCLES, CREDIT, DEFAULTS) ? 2 : 0, MOST_EVENINGS);
    }

    boolean isOf(Theme... some) {
        for (Theme theme : some) {
            if (this == theme) {
                return true;
            }
        }
        return false;
    }
}
