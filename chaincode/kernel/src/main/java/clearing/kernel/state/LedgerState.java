package clearing.kernel.state;

import java.util.Optional;

/**
 * The committed state as one transaction sees it. Keys are printable ASCII texts; a value is never empty, as Fabric cannot tell
 * an empty value from an absent one.
 */
@FunctionalInterface
public interface LedgerState {
    /** The committed value; the caller does not change the array. */
    Optional<byte[]> get(String key);
}
