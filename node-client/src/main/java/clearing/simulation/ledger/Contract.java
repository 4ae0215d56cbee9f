package clearing.simulation.ledger;

import clearing.kernel.Batch;
import clearing.kernel.Kernel;
import clearing.kernel.Transition;
import clearing.kernel.state.LedgerState;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * The contract as hosts run it: the real rules over a host's own state. It has to be a function of the proposal and of what it reads. So
 * most seeds work a proposal out once for each set of versions that hosts read; in the others every host does so for itself, which shows
 * a contract that is no such function.
 */
public final class Contract {
    private final boolean remembers;
    // Asked by key only: proposals are the same when they are the same object.
    private final IdentityHashMap<Proposal, List<Run>> endorsed = new IdentityHashMap<>();
    private final IdentityHashMap<Proposal, List<Run>> read = new IdentityHashMap<>();

    /**
     * What a proposal came to.
     *
     * @param reads version of each key read; {@link VersionedState#ABSENT} when there was none
     */
    public record Run(SortedMap<String, Long> reads, Transition transition) {
        private boolean holds(ToLongFunction<String> versions) {
            return reads.entrySet().stream().allMatch(r -> versions.applyAsLong(r.getKey()) == r.getValue());
        }
    }

    /** @param remembers whether hosts that read the same versions are given the same */
    public Contract(boolean remembers) {
        this.remembers = remembers;
    }

    /**
     * As a peer runs it: without effects.
     *
     * @param values of the host's state
     * @param versions of the same keys
     * @throws clearing.kernel.MalformedInput when the batch cannot be read
     */
    public Run endorse(Proposal proposal, LedgerState values, ToLongFunction<String> versions) {
        return known(endorsed, proposal, versions).orElseGet(() -> {
            TreeMap<String, Long> reads = new TreeMap<>();
            Transition transition = Kernel.applyQuietly(
                    recording(values, versions, reads),
                    proposal.caller(),
                    proposal.tx(),
                    Batch.decode(proposal.batch()));
            return remember(endorsed, proposal, new Run(reads, transition));
        });
    }

    /** As those who read the chain run it: with effects. */
    public Run read(Proposal proposal, LedgerState values, ToLongFunction<String> versions) {
        return known(read, proposal, versions).orElseGet(() -> {
            TreeMap<String, Long> reads = new TreeMap<>();
            Transition transition = Kernel.apply(
                    recording(values, versions, reads),
                    proposal.caller(),
                    proposal.tx(),
                    Batch.decode(proposal.batch()));
            return remember(read, proposal, new Run(reads, transition));
        });
    }

    private Optional<Run> known(
            IdentityHashMap<Proposal, List<Run>> runs, Proposal proposal, ToLongFunction<String> versions) {
        return remembers
                ? runs.getOrDefault(proposal, List.of()).stream()
                        .filter(run -> run.holds(versions))
                        .findFirst()
                : Optional.empty();
    }

    private static Run remember(IdentityHashMap<Proposal, List<Run>> runs, Proposal proposal, Run run) {
        runs.computeIfAbsent(proposal, absent -> new ArrayList<>(1)).add(run);
        return run;
    }

    private static LedgerState recording(
            LedgerState values, ToLongFunction<String> versions, SortedMap<String, Long> reads) {
        return key -> {
            reads.put(key, versions.applyAsLong(key));
            return values.get(key);
        };
    }
}
