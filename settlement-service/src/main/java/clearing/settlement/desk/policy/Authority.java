package clearing.settlement.desk.policy;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Who may decide how much. A role for which no rule fits may decide nothing. */
public final class Authority {
    private final List<Policy.AuthorityRule> rules;

    /** The rules of a policy. */
    public Authority(Policy policy) {
        rules = policy.authority();
    }

    /**
     * How many approvers of these roles it takes.
     *
     * @param roles words of the roles of one person
     * @param amount in units of the asset, 0 or more
     * @return 1 or 2, the least over the roles; empty when such a person may not take part in deciding it
     */
    public Optional<Integer> approvers(Collection<String> roles, String kind, String asset, BigDecimal amount) {
        return roles.stream()
                .flatMap(role -> rule(role, kind, asset).stream())
                .flatMap(rule -> needed(rule, amount).stream())
                .min(Integer::compare);
    }

    /** How many approvers it takes at least, whoever they are; empty when nobody may decide it. */
    public Optional<Integer> approvers(String kind, String asset, BigDecimal amount) {
        return approvers(
                rules.stream().map(Policy.AuthorityRule::role).distinct().toList(), kind, asset, amount);
    }

    /** A rule that names the asset goes before one for all assets. */
    private Optional<Policy.AuthorityRule> rule(String role, String kind, String asset) {
        List<Policy.AuthorityRule> fitting = rules.stream()
                .filter(rule -> rule.role().equals(role) && rule.kinds().contains(kind))
                .toList();
        return fitting.stream()
                .filter(rule -> rule.asset().equals(asset))
                .findFirst()
                .or(() -> fitting.stream()
                        .filter(rule -> rule.asset().equals("*"))
                        .findFirst());
    }

    private static Optional<Integer> needed(Policy.AuthorityRule rule, BigDecimal amount) {
        if (amount.compareTo(rule.alone()) <= 0) {
            return Optional.of(1);
        }
        return rule.together().filter(limit -> amount.compareTo(limit) <= 0).map(within -> 2);
    }
}
