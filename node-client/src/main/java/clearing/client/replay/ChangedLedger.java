package clearing.client.replay;

import clearing.kernel.Batch;
import clearing.kernel.Caller;
import clearing.kernel.Kernel;
import clearing.kernel.Transition;
import clearing.kernel.TxContext;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.state.Keys;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The ledger as it would be: the contract's rules over a state of its own, with changed rules in every constitution. */
final class ChangedLedger {
    private final ChangedRules rules;
    private final Map<String, byte[]> state = new HashMap<>();
    private Optional<byte[]> constitution = Optional.empty();

    ChangedLedger(ChangedRules rules) {
        this.rules = rules;
    }

    /** @throws clearing.kernel.MalformedInput when a constitution came into force that the changes contradict */
    Transition apply(Caller caller, TxContext tx, Batch batch) {
        Transition transition = Kernel.apply(this::get, caller, tx, batch);
        state.putAll(transition.writes());
        if (transition.writes().containsKey(Keys.CONSTITUTION)) {
            constitution = Optional.ofNullable(state.get(Keys.CONSTITUTION))
                    .map(bytes -> rules.in(Constitution.decode(bytes)).encode());
        }
        return transition;
    }

    /** Of a constitution the changed one; not to be changed. */
    Optional<byte[]> get(String key) {
        return key.equals(Keys.CONSTITUTION) ? constitution : Optional.ofNullable(state.get(key));
    }
}
