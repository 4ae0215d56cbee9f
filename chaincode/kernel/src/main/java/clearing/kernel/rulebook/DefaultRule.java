package clearing.kernel.rulebook;

import clearing.kernel.asset.AssetKind;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.ConstitutionRules.Fault;
import clearing.kernel.constitution.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How a default is declared and in what it is settled. There is one such rule, or none: then nobody can be declared in default.
 *
 * @param currency currency of account: every claim becomes one sum in it, and the reserve fund stands in it
 * @param account name of the account of each member through which the sums flow, such as {@code HOUSE}
 * @param committee ids of the members whose signatures declare a default
 * @param quorum how many of them must sign; the defaulter's own does not count
 * @param buyers ids of members that have agreed to buy a defaulter's collateral at its value after haircut, in this order, as
 *     far as their cash in the account goes
 */
public record DefaultRule(String currency, String account, List<String> committee, int quorum, List<String> buyers)
        implements Rule {
    static final int TAG = 43;
    static final String NAME = "default";

    public DefaultRule {
        committee = List.copyOf(committee);
        buyers = List.copyOf(buyers);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int tag() {
        return TAG;
    }

    @Override
    public void write(ByteWriter out) {
        out.text(currency).text(account).u8(quorum);
        texts(out, committee);
        texts(out, buyers);
    }

    private static void texts(ByteWriter out, List<String> texts) {
        out.u8(texts.size());
        texts.forEach(out::text);
    }

    /** Whether a reserve fund under the other rule stands where it stands under this one. */
    public boolean sameReserve(DefaultRule other) {
        return currency.equals(other.currency) && account.equals(other.account);
    }

    static DefaultRule read(ByteReader in, String path) {
        String currency = in.text(path + ".currency");
        String account = in.text(path + ".account");
        int quorum = in.u8(path + ".quorum");
        return new DefaultRule(currency, account, texts(in, path + ".committee"), quorum, texts(in, path + ".buyers"));
    }

    private static List<String> texts(ByteReader in, String field) {
        List<String> texts = new ArrayList<>();
        for (int left = in.u8(field + ".count"); left > 0; left--) {
            texts.add(in.text(field));
        }
        return texts;
    }

    @Override
    public Optional<Fault> check(Constitution constitution) {
        if (constitution
                .assetOf(currency)
                .filter(a -> a.kind() == AssetKind.CASH)
                .isEmpty()) {
            return Optional.of(new Fault("currency", "'" + currency + "' is no currency of this constitution"));
        }
        for (Member member : constitution.members()) {
            if (!member.readOnly() && !member.accounts().contains(account)) {
                return Optional.of(new Fault("account", member.id() + " has no account '" + account + "'"));
            }
        }
        if (!distinctAndActing(committee, constitution)) {
            return Optional.of(new Fault("committee", "does not name members that act, each once"));
        }
        if (quorum < 1 || quorum > committee.size()) {
            return Optional.of(new Fault("quorum", "is outside 1.." + committee.size()));
        }
        if (!distinctAndActing(buyers, constitution)) {
            return Optional.of(new Fault("buyers", "do not name members that act, each once"));
        }
        boolean oneCurrency = constitution
                .rules()
                .all(CollateralRule.class)
                .allMatch(rule -> rule.currency().equals(currency));
        return oneCurrency
                ? Optional.empty()
                : Optional.of(new Fault("currency", "every collateral rule must value in '" + currency + "'"));
    }

    private static boolean distinctAndActing(List<String> members, Constitution constitution) {
        return new TreeSet<>(members).size() == members.size()
                && members.stream().allMatch(m -> RuleMembers.acts(constitution, m));
    }
}
