package clearing.simulation.workload;

import java.util.Optional;

/** One kind of thing that a member does. */
@FunctionalInterface
public interface Work {
    /** What the member does now, or empty when it sees nothing of the kind to do. */
    Optional<Errand> next(Desk desk);
}
