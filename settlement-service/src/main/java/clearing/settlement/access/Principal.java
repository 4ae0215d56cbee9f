package clearing.settlement.access;

import java.time.Instant;
import java.util.Set;

/**
 * Somebody who is signed in.
 *
 * @param user name
 * @param roles at least one
 * @param csrfToken what state-changing requests have to carry
 * @param expiresAt when the session ends at the latest
 */
public record Principal(String user, Set<UserRole> roles, String csrfToken, Instant expiresAt) {
    /** Copies the set. */
    public Principal {
        roles = Set.copyOf(roles);
    }

    @Override
    public String toString() {
        return "Principal[" + user + " " + roles + "]";
    }
}
