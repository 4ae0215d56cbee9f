package clearing.client.drill;

import clearing.kernel.state.LedgerState;
import java.util.Optional;
import java.util.SortedMap;

/** A state that a drill can fork: values by key, and all that begin with a prefix. What it gives out is not changed. */
public interface DrillState extends LedgerState {
    /**
     * All keys that begin with a prefix, with their values.
     *
     * @param prefix such as {@code S/}; not empty
     */
    SortedMap<String, byte[]> under(String prefix);

    /** A whole state that is at hand. */
    static DrillState of(SortedMap<String, byte[]> whole) {
        return new DrillState() {
            @Override
            public Optional<byte[]> get(String key) {
                return Optional.ofNullable(whole.get(key));
            }

            @Override
            public SortedMap<String, byte[]> under(String prefix) {
                return whole.subMap(prefix, prefix + Character.MAX_VALUE);
            }
        };
    }
}
