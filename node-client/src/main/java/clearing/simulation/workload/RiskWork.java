package clearing.simulation.workload;

import clearing.kernel.Role;
import clearing.kernel.asset.Asset;
import clearing.kernel.balance.BalancePage;
import clearing.kernel.collateral.Pledges;
import clearing.kernel.collateral.Price;
import clearing.kernel.collateral.Valuation;
import clearing.kernel.command.RiskCommand;
import clearing.kernel.reserve.Contribution;
import clearing.kernel.rulebook.CollateralRule;
import clearing.kernel.rulebook.DefaultRule;
import clearing.kernel.state.Keys;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What members do for each other's safety: collateral, prices, the reserve fund. */
final class RiskWork {
    private static final int LARGEST_PRICE = 60;
    private static final int LARGEST_CONTRIBUTION = 90;

    private RiskWork() {}

    /** Mostly a part of what is there; sometimes more. */
    static Optional<Errand> pledge(Desk desk) {
        List<CollateralRule> accepted =
                desk.constitution().rules().all(CollateralRule.class).toList();
        if (accepted.isEmpty()) {
            return Optional.empty();
        }
        Asset asset = asset(desk, desk.draw().pick(accepted).asset());
        int index = desk.constitution().assetIndex(asset.code()).orElseThrow();
        int account = desk.anyAccount(desk.member());
        long there = desk.balances(asset.lane(), desk.member()).available(account, index);
        if (there <= 0) {
            return Optional.empty();
        }
        long quantity = desk.draw().oneIn(8) ? there + 1 : desk.draw().between(1, (int) Math.min(there, 500));
        return treasurer(new RiskCommand.Pledge(desk.newReference(), account, asset.code(), quantity));
    }

    static Optional<Errand> release(Desk desk) {
        List<Pledges.Position> pledged =
                Pledges.decode(desk.ledger().get(Keys.pledges(desk.member()))).positions();
        if (pledged.isEmpty()) {
            return Optional.empty();
        }
        Pledges.Position position = desk.draw().pick(pledged);
        long quantity = desk.draw().oneIn(6)
                ? position.quantity() + 1
                : desk.draw().oneIn(2) ? position.quantity() : 1 + position.quantity() / 2;
        String asset = desk.constitution().asset(position.asset()).code();
        return treasurer(new RiskCommand.Release(desk.newReference(), position.account(), asset, quantity));
    }

    /** All of a pledge is asked back by a member that is overdrawn. */
    static Optional<Errand> releaseWhatCarries(Desk desk) {
        Asset money = asset(desk, RiskRules.MONEY);
        int index = desk.constitution().assetIndex(money.code()).orElseThrow();
        List<Pledges.Position> pledged =
                Pledges.decode(desk.ledger().get(Keys.pledges(desk.member()))).positions();
        if (pledged.isEmpty() || desk.balances(money.lane(), desk.member()).available(0, index) >= 0) {
            return Optional.empty();
        }
        Pledges.Position position = desk.draw().pick(pledged);
        String asset = desk.constitution().asset(position.asset()).code();
        return treasurer(new RiskCommand.Release(desk.newReference(), position.account(), asset, position.quantity()));
    }

    static Optional<Errand> price(Desk desk) {
        boolean ofOthers = desk.draw().oneIn(20);
        List<CollateralRule> valued = desk.constitution()
                .rules()
                .all(CollateralRule.class)
                .filter(rule -> rule.valuers().contains(desk.member()) != ofOthers)
                .toList();
        if (valued.isEmpty()) {
            return Optional.empty();
        }
        String asset = desk.draw().pick(valued).asset();
        int today = desk.today(asset(desk, asset).lane())
                + (desk.draw().oneIn(5) ? desk.draw().between(-3, 1) : 0);
        Optional<Valuation> newest =
                desk.ledger().get(Keys.valuation(asset, desk.member())).map(Valuation::decode);
        int revision =
                newest.filter(v -> v.date() == today).map(v -> v.revision() + 1).orElse(0)
                        + (desk.draw().oneIn(10) ? 1 : 0);
        Price price =
                new Price(desk.draw().between(1, LARGEST_PRICE), desk.draw().between(1, LARGEST_PRICE / 4));
        return treasurer(new RiskCommand.AttestPrice(asset, LocalDate.ofEpochDay(today), revision, price));
    }

    static Optional<Errand> contribute(Desk desk) {
        Optional<DefaultRule> rule = desk.constitution().rules().defaultRule();
        if (rule.isEmpty()) {
            return Optional.empty();
        }
        Asset money = asset(desk, rule.get().currency());
        int index = desk.constitution().assetIndex(money.code()).orElseThrow();
        int account = desk.constitution()
                .accountIndex(desk.member(), rule.get().account())
                .orElseThrow();
        BalancePage page = desk.balances(money.lane(), desk.member());
        long there = page.available(account, index);
        if (there <= 0) {
            return Optional.empty();
        }
        long amount =
                desk.draw().oneIn(8) ? there + 1 : desk.draw().between(1, (int) Math.min(there, LARGEST_CONTRIBUTION));
        return treasurer(
                new RiskCommand.Contribute(desk.newReference(), desk.draw().oneIn(3), amount));
    }

    static Optional<Errand> takeBack(Desk desk) {
        Optional<Contribution> own =
                desk.ledger().get(Keys.reserve(desk.member())).map(Contribution::decode);
        boolean first = desk.draw().oneIn(2);
        long there = own.map(contribution -> contribution.part(first)).orElse(0L);
        return there == 0
                ? Optional.empty()
                : treasurer(new RiskCommand.TakeBack(
                        desk.newReference(), first, desk.draw().between(1, (int) there)));
    }

    private static Optional<Errand> treasurer(RiskCommand command) {
        return Optional.of(Errand.of(command.getClass().getSimpleName(), Role.TREASURER, command));
    }

    private static Asset asset(Desk desk, String code) {
        return desk.constitution().assetOf(code).orElseThrow();
    }
}
