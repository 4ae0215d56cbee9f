package clearing.kernel.constitution;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * An institution of the consortium.
 *
 * @param id its MSP id in Fabric
 * @param name the legal name, for people
 * @param accounts names of its accounts on the ledger; the position in the list is the account's number
 */
public record Member(String id, String name, List<MemberRole> roles, List<String> accounts) {
    public Member {
        roles = List.copyOf(roles);
        accounts = List.copyOf(accounts);
    }

    /** True for an institution that is nothing but a regulator. */
    public boolean readOnly() {
        return roles.equals(List.of(MemberRole.REGULATOR));
    }

    Set<MemberRole> distinctRoles() {
        return new TreeSet<>(roles);
    }
}
