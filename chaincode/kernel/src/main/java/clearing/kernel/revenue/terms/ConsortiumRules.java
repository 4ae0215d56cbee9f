package clearing.kernel.revenue.terms;

import clearing.kernel.asset.AssetKind;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Member;
import clearing.kernel.revenue.terms.TermsRules.Kind;
import java.util.Optional;

/** Whether the consortium has the members, accounts and money that terms name. */
final class ConsortiumRules {
    private ConsortiumRules() {}

    static void check(Terms t, Constitution constitution, Findings found) {
        for (int i = 0; i < t.parties().size(); i++) {
            Party party = t.parties().get(i);
            account(party.member(), party.account(), "parties[" + i + "]", constitution, found);
            found.require(
                    !constitution.rules().isEscrow(party.member(), party.account()),
                    Kind.ESCROW,
                    "parties[" + i + "].account",
                    "is an escrow: nothing is paid from it or to it");
        }
        t.escrow().ifPresent(e -> {
            account(e.member(), e.account(), "escrow", constitution, found);
            found.require(
                    constitution.rules().isEscrow(e.member(), e.account()),
                    Kind.ESCROW,
                    "escrow.account",
                    "is no escrow by the consortium's rules: its holder could spend what it keeps");
        });
        cash(t.currency(), "currency", constitution, found);
        for (int i = 0; i < t.measures().size(); i++) {
            String field = "measures[" + i + "].unit";
            switch (t.measures().get(i).unit()) {
                case Unit.Money u -> cash(u.asset(), field, constitution, found);
                case Unit.ExchangeRate u -> cash(u.asset(), field, constitution, found);
                case Unit.Count u -> {}
                case Unit.Minutes u -> {}
                case Unit.Percent u -> {}
            }
        }
    }

    private static void account(String id, String account, String path, Constitution constitution, Findings found) {
        Optional<Member> member = constitution.member(id);
        if (member.isEmpty() || member.get().readOnly()) {
            found.add(Kind.REFERENCE, path + ".member", "'" + id + "' is no member that acts");
            return;
        }
        found.require(
                constitution.accountIndex(id, account).isPresent(),
                Kind.REFERENCE,
                path + ".account",
                id + " has no account '" + account + "'");
    }

    private static void cash(String code, String field, Constitution constitution, Findings found) {
        found.require(
                constitution
                        .assetOf(code)
                        .filter(a -> a.kind() == AssetKind.CASH)
                        .isPresent(),
                Kind.REFERENCE,
                field,
                "'" + code + "' is no money of this consortium");
    }
}
