package clearing.simulation;

import clearing.simulation.engine.Situation;
import java.util.Map;
import java.util.Optional;

/**
 * What became of one seed.
 *
 * @param steps events that happened
 * @param transactions in blocks
 * @param millis simulated time
 * @param digest of the last state: equal for equal runs
 */
public record SeedReport(
        long seed,
        long steps,
        long transactions,
        long millis,
        long digest,
        Map<Situation, Integer> situations,
        Optional<Failure> failure) {}
