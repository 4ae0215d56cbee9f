package clearing.simulation.workload;

import clearing.kernel.Batch;
import clearing.kernel.Role;
import clearing.kernel.command.Command;
import java.util.Set;

/**
 * A batch that a member wants to send.
 *
 * @param about for people
 * @param roles of the certificate that signs
 * @param batch canonical bytes, or what pretends to be
 */
public record Errand(String about, Set<Role> roles, byte[] batch) {
    public static Errand of(String about, Role role, Command... commands) {
        return new Errand(about, Set.of(role), Batch.of(commands).encode());
    }

    @Override
    public String toString() {
        return about;
    }
}
