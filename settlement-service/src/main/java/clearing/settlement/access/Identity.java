package clearing.settlement.access;

import java.util.Set;

/**
 * A person as an identity provider vouches for them. Issuer and subject together are the person; the name is only for people.
 *
 * @param issuer of the provider
 * @param subject the provider's own id of the person, never given to another
 * @param preferredName wished name, of a-z, 0-9, '.', '-' and '_', perhaps empty
 * @param roles at least one
 */
public record Identity(String issuer, String subject, String preferredName, Set<UserRole> roles) {
    /** Copies the set. */
    public Identity {
        roles = Set.copyOf(roles);
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("a person has at least one role");
        }
    }
}
