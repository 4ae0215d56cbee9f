package clearing.devnet.ca;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A member of the consortium as its certificate authority knows it.
 *
 * @param id the member's id, which is its MSP id too: 1 to 64 letters, digits, dots and hyphens, a letter first
 * @param runsNode whether the member runs a peer and an orderer; a member that does not reads through the others' peers
 * @param users the people and programs that sign in the member's name, in the order of the connection profile
 */
public record Member(String id, boolean runsNode, List<User> users) {

    private static final Pattern ID = Pattern.compile("[A-Za-z][A-Za-z0-9.-]{0,63}");

    /** Checks the id, and that no two users share a name. */
    public Member {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "member id '" + id + "' is not 1 to 64 of [A-Za-z0-9.-], a letter first");
        }
        users = List.copyOf(users);
        if (users.stream().map(User::name).distinct().count() != users.size()) {
            throw new IllegalArgumentException("member " + id + " has two users of one name");
        }
    }

    /**
     * A member with nodes and one user per role: {@code admin}, {@code trader}, {@code treasurer}, {@code agent},
     * {@code maker}, {@code checker} and {@code reader}.
     */
    public static Member withNode(String id) {
        return new Member(
                id,
                true,
                List.of(
                        User.administrator("admin", "admin"),
                        User.client("trader", "trader"),
                        User.client("treasurer", "treasurer"),
                        // Affirms as well, so that a small trade can be affirmed and settled in one transaction.
                        User.client("agent", "agent,trader"),
                        // Two people: what one makes of a shared break, the other checks.
                        User.client("maker", "maker"),
                        User.client("checker", "checker"),
                        User.client("reader", "reader")));
    }

    /**
     * A member without nodes that only reads. Its administrator votes on the channel's configuration and has no more
     * rights in the contract than its {@code reader}.
     */
    public static Member readerOnly(String id) {
        return new Member(id, false, List.of(User.administrator("admin", "reader"), User.client("reader", "reader")));
    }

    /** The sample consortium: two brokers, a bank, a payment institution, a technology platform and the regulator. */
    public static List<Member> sampleConsortium() {
        return List.of(
                withNode("HarbourBrokers"),
                withNode("LotusSecurities"),
                withNode("MeridianBank"),
                withNode("LanternPay"),
                withNode("QuillTech"),
                readerOnly("MarketAuthority"));
    }
}
