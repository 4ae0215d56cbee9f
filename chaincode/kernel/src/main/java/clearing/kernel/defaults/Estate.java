package clearing.kernel.defaults;

import clearing.kernel.Effect;
import clearing.kernel.PostingKind;
import clearing.kernel.RiskEffect;
import clearing.kernel.asset.Asset;
import clearing.kernel.balance.BalancePage;
import clearing.kernel.execution.Execution;
import clearing.kernel.reserve.Contribution;
import clearing.kernel.rulebook.DefaultRule;
import clearing.kernel.settlement.SettlementCommands;
import clearing.kernel.state.Keys;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Optional;

/** The cash of a default: the defaulter's account of the default rule, and what moves in and out of it. */
final class Estate {
    private final DefaultCase open;
    private final Execution x;
    private final DefaultRule rule;
    private final Asset currency;
    private final int asset;

    Estate(DefaultCase open, Execution x) {
        this.open = open;
        this.x = x;
        this.rule = x.constitution().rules().defaultRule().orElseThrow();
        this.currency = x.constitution().assetOf(rule.currency()).orElseThrow();
        this.asset = x.constitution().assetIndex(rule.currency()).orElseThrow();
    }

    String currency() {
        return rule.currency();
    }

    DefaultRule rule() {
        return rule;
    }

    int account(String member) {
        return x.constitution().accountIndex(member, rule.account()).orElseThrow();
    }

    boolean isCash(String member, BalancePage.Position position) {
        return position.asset() == asset && position.account() == account(member);
    }

    /** Available to a member in the account; below zero where its cap lets it. */
    long cash(String member) {
        return page(member).available(account(member), asset);
    }

    /** From a survivor's cash into the estate. */
    void collect(String member, long amount) {
        if (amount > 0) {
            page(member).debit(account(member), asset, amount);
            receive(member, amount);
        }
    }

    private void receive(String member, long amount) {
        page(open.member()).credit(account(open.member()), asset, amount);
        post(member, account(member), rule.currency(), -amount, open.member());
        post(open.member(), account(open.member()), rule.currency(), amount, member);
    }

    /** From the estate to a claimant. What the defaulter owes for its own overdrafts is held in its account as cover. */
    void pay(String claimant, long amount) {
        if (amount <= 0) {
            return;
        }
        if (claimant.equals(open.member())) {
            page(claimant).hold(account(claimant), asset, amount);
            return;
        }
        page(open.member()).debit(account(open.member()), asset, amount);
        page(claimant).credit(account(claimant), asset, amount);
        post(open.member(), account(open.member()), rule.currency(), -amount, claimant);
        post(claimant, account(claimant), rule.currency(), amount, open.member());
    }

    /** Frees what was held as cover of the defaulter's own overdrafts. */
    void giveBackCover(BigInteger amount) {
        if (amount.signum() > 0) {
            page(open.member()).release(account(open.member()), asset, amount.longValueExact(), true);
        }
    }

    /**
     * Takes of a member's contribution to the reserve fund, which its account holds. A survivor's leaves it straight out of what is held:
     * beside that it may be overdrawn.
     */
    void useReserve(String member, boolean firstLoss, long amount) {
        if (amount > 0) {
            boolean own = member.equals(open.member());
            page(member).release(account(member), asset, amount, own);
            x.ledger()
                    .put(
                            Keys.reserve(member),
                            Contribution.of(member, x).plus(firstLoss, -amount).encode());
            x.effects().add(() -> new RiskEffect.ReserveChanged(member, firstLoss, -amount, reference()));
            if (!own) {
                receive(member, amount);
            }
        }
    }

    private BalancePage page(String member) {
        return x.ledger().balance(currency.lane(), member);
    }

    /** What statements show as the reference of every movement of this default. */
    String reference() {
        return "DEFAULT/" + open.number() + "/" + (open.passes() + 1);
    }

    void post(String member, int account, String code, long amount, String counterparty) {
        x.effects()
                .add(() -> new Effect.Posted(
                        member,
                        account,
                        code,
                        amount,
                        PostingKind.DEFAULT,
                        reference(),
                        counterparty,
                        today(),
                        Optional.empty()));
    }

    private LocalDate today() {
        return LocalDate.ofEpochDay(SettlementCommands.businessDay(
                x.constitution().lane(currency.lane()).orElseThrow(), x.tx().timestamp()));
    }
}
