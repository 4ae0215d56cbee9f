package clearing.kernel.execution;

import clearing.kernel.constitution.Constitution;
import java.util.Arrays;
import java.util.Optional;

/**
 * The constitution's bytes and what they say, for the length of one batch: hundreds of commands ask for it, and it hardly ever changes
 * between two of them.
 */
public final class InForce {
    private byte[] bytes = new byte[0];
    private Optional<Constitution> decoded = Optional.empty();

    /** The constitution that these bytes say; decoded anew only when they differ from the last ones. */
    Constitution decode(byte[] stored) {
        if (decoded.isPresent() && Arrays.equals(bytes, stored)) {
            return decoded.get();
        }
        Constitution fresh = Constitution.decode(stored);
        bytes = stored;
        decoded = Optional.of(fresh);
        return fresh;
    }
}
