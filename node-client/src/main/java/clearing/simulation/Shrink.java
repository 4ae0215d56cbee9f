package clearing.simulation;

import java.util.Optional;

/** Looks for a shorter life under which the same invariant breaks: the world heals earlier, so less happens before. */
public final class Shrink {
    private Shrink() {}

    /** The failure of the shortest life that bisection finds; the given one when none is shorter. */
    public static Failure of(Failure failure, Settings settings) {
        Failure best = failure;
        int fails = (int) Math.min(failure.step(), Integer.MAX_VALUE);
        int holds = 0;
        while (fails - holds > 1) {
            int middle = holds + (fails - holds) / 2;
            Optional<Failure> shorter = Simulation.run(failure.seed(), settings.healingAfter(middle))
                    .failure()
                    .filter(found -> found.invariant().equals(failure.invariant()));
            if (shorter.isPresent()) {
                best = shorter.get();
                fails = middle;
            } else {
                holds = middle;
            }
        }
        return best;
    }
}
