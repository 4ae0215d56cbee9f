package clearing.kernel.rulebook;

import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.ConstitutionRules.Fault;
import java.util.Optional;

/**
 * An account where revenue agreements keep what is withheld or disputed. Nothing but their payments may name it, so that its holder cannot
 * spend what it keeps; once agreed, it stays.
 *
 * @param member id of its holder
 * @param account its name
 */
public record EscrowRule(String member, String account) implements Rule {
    static final int TAG = 50;

    static String name(String member, String account) {
        return "escrow/" + member + "/" + account;
    }

    @Override
    public String name() {
        return name(member, account);
    }

    @Override
    public int tag() {
        return TAG;
    }

    @Override
    public void write(ByteWriter out) {
        out.text(member).text(account);
    }

    static EscrowRule read(ByteReader in, String path) {
        return new EscrowRule(in.text(path + ".member"), in.text(path + ".account"));
    }

    @Override
    public Optional<Fault> check(Constitution constitution) {
        if (!RuleMembers.acts(constitution, member)) {
            return Optional.of(new Fault("member", "'" + member + "' is no member that acts"));
        }
        Optional<Integer> index = constitution.accountIndex(member, account);
        if (index.isEmpty()) {
            return Optional.of(new Fault("account", member + " has no account '" + account + "'"));
        }
        boolean capped = index.get() == 0
                && constitution
                        .rules()
                        .all(DebitCapRule.class)
                        .anyMatch(cap -> cap.member().equals(member));
        if (capped) {
            return Optional.of(new Fault("account", "a debit cap lets " + member + "'s first account fall below zero"));
        }
        boolean reserve = constitution
                .rules()
                .defaultRule()
                .filter(rule -> rule.account().equals(account))
                .isPresent();
        return reserve
                ? Optional.of(new Fault("account", "the reserve fund stands in '" + account + "'"))
                : Optional.empty();
    }
}
