package clearing.simulation;

import java.util.Optional;

/** Looks for the first seed that breaks something; for programs that load the simulator by name. */
public final class Hunt {
    private Hunt() {}

    /** The seed, a blank, and what broke; empty when none of them does. */
    public static String firstFailure(long from, long seeds) {
        for (long seed = from; seed < from + seeds; seed++) {
            Optional<Failure> failure = Simulation.run(seed, Settings.DRAWN).failure();
            if (failure.isPresent()) {
                return seed + " " + failure.get().invariant() + ": "
                        + failure.get().sentence();
            }
        }
        return "";
    }
}
