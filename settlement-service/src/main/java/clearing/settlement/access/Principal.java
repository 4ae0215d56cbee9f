package clearing.settlement.access;

import java.time.Instant;
import java.util.Set;

/**
 * Somebody who is signed in.
 *
 * @param user name
 * @param roles at least one
 * @param accounts own accounts that the person works for; none means all
 * @param csrfToken what state-changing requests have to carry
 * @param expiresAt when the session ends at the latest
 */
public record Principal(String user, Set<UserRole> roles, Set<String> accounts, String csrfToken, Instant expiresAt) {
    /** Copies the sets. */
    public Principal {
        roles = Set.copyOf(roles);
        accounts = Set.copyOf(accounts);
    }

    /** Whether the person works for some accounts only. */
    public boolean isLimited() {
        return !accounts.isEmpty();
    }

    /** Whether the person may see what belongs to the account. */
    public boolean sees(String account) {
        return accounts.isEmpty() || accounts.contains(account);
    }

    @Override
    public String toString() {
        return "Principal[" + user + " " + roles + "]";
    }
}
