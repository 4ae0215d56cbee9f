package clearing.settlement.desk;

import java.util.Optional;

/**
 * Whose a break is: a user's, a group's, or nobody's; never both.
 *
 * @param user name of a user
 * @param group name of a group of the policy
 */
public record Owner(Optional<String> user, Optional<String> group) {
    /** Nobody. */
    public static final Owner NOBODY = new Owner(Optional.empty(), Optional.empty());

    public Owner {
        if (user.isPresent() && group.isPresent()) {
            throw DeskRefusal.invalid("group", "A break belongs to a user or to a group, not to both.");
        }
    }

    public boolean isNobody() {
        return user.isEmpty() && group.isEmpty();
    }

    /** The name, empty for nobody. */
    public Optional<String> name() {
        return user.or(() -> group);
    }
}
