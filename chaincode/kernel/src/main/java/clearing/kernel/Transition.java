package clearing.kernel;

import java.util.List;
import java.util.SortedMap;

/**
 * What a batch does to the ledger.
 *
 * @param outcomes one per command, in order
 * @param effects what changed in the field's terms; empty when the host did not ask for them
 * @param writes the new values by key, ascending; empty when nothing changed
 */
public record Transition(List<Outcome> outcomes, List<Effect> effects, SortedMap<String, byte[]> writes) {
    /** The contract's response. */
    public byte[] encodeOutcomes() {
        return Outcome.encode(outcomes);
    }

    /** True when no command was accepted: there is nothing to put on the ledger. */
    public boolean refusedWhole() {
        return outcomes.stream().noneMatch(Outcome::accepted);
    }
}
