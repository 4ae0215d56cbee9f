package clearing.kernel.defaults;

import clearing.kernel.RiskEffect;
import clearing.kernel.asset.Asset;
import clearing.kernel.collateral.Cover;
import clearing.kernel.collateral.Pledges;
import clearing.kernel.collateral.Price;
import clearing.kernel.defaults.WaterfallRecord.Line;
import clearing.kernel.execution.Execution;
import clearing.kernel.rulebook.CollateralRule;
import clearing.kernel.state.Keys;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * Turns a defaulter's collateral into cash: what is the currency of account as it is, everything else by sale to the buyers that the default
 * rule names, at the value after haircut, no more units than are needed. What nobody can buy stays pledged.
 */
final class CollateralSale {
    private final DefaultCase open;
    private final Estate estate;
    private final Execution x;
    private final Pledges pledges;

    CollateralSale(DefaultCase open, Estate estate, Execution x) {
        this.open = open;
        this.estate = estate;
        this.x = x;
        this.pledges = Cover.pledges(open.member(), x);
    }

    /** What came in: it may be more than is missing by less than the value of one unit. */
    BigInteger run(BigInteger missing, List<Line> lines) {
        BigInteger proceeds = BigInteger.ZERO;
        for (Pledges.Position pledge : pledges.positions()) {
            BigInteger left = missing.subtract(proceeds);
            if (left.signum() > 0) {
                Asset asset = x.constitution().asset(pledge.asset());
                proceeds = proceeds.add(
                        asset.code().equals(estate.currency())
                                ? cash(pledge, asset, left, lines)
                                : sell(pledge, asset, left, lines));
            }
        }
        if (proceeds.signum() > 0) {
            x.ledger().put(Keys.pledges(open.member()), pledges.encode());
        }
        return proceeds;
    }

    private BigInteger cash(Pledges.Position pledge, Asset asset, BigInteger missing, List<Line> lines) {
        long used = missing.min(BigInteger.valueOf(pledge.quantity())).longValueExact();
        int to = estate.account(open.member());
        use(pledge, asset, used, pledge.account() == to);
        if (pledge.account() != to) {
            x.ledger().balance(asset.lane(), open.member()).credit(to, pledge.asset(), used);
            estate.post(open.member(), pledge.account(), asset.code(), -used, open.member());
            estate.post(open.member(), to, asset.code(), used, open.member());
        }
        lines.add(new Line(open.member(), asset.code(), used, BigInteger.valueOf(used), BigInteger.valueOf(used)));
        return BigInteger.valueOf(used);
    }

    private BigInteger sell(Pledges.Position pledge, Asset asset, BigInteger missing, List<Line> lines) {
        Optional<CollateralRule> rule =
                x.constitution().rules().collateral(asset.code()).filter(r -> r.haircut() < CollateralRule.WHOLE);
        if (rule.isEmpty() || !CloseOut.fixPrice(open, asset.code(), estate.currency(), x)) {
            return BigInteger.ZERO;
        }
        Price price = open.price(asset.code()).orElseThrow();
        int haircut = rule.get().haircut();
        BigInteger proceeds = BigInteger.ZERO;
        long quantity = pledge.quantity();
        for (String buyer : estate.rule().buyers()) {
            BigInteger left = missing.subtract(proceeds);
            if (left.signum() <= 0 || x.inDefault(buyer)) {
                continue;
            }
            long units = price.unitsFor(left, haircut)
                    .min(BigInteger.valueOf(quantity))
                    .min(price.unitsWithin(BigInteger.valueOf(Math.max(0, estate.cash(buyer))), haircut))
                    .longValueExact();
            BigInteger value = price.covering(units, haircut);
            if (value.signum() > 0) {
                deliver(pledge, asset, units, buyer);
                estate.collect(buyer, value.longValueExact());
                lines.add(new Line(buyer, asset.code(), units, value, value));
                quantity -= units;
                proceeds = proceeds.add(value);
            }
        }
        return proceeds;
    }

    private void deliver(Pledges.Position pledge, Asset asset, long units, String buyer) {
        use(pledge, asset, units, false);
        int account = estate.account(buyer);
        x.ledger().balance(asset.lane(), buyer).credit(account, pledge.asset(), units);
        estate.post(open.member(), pledge.account(), asset.code(), -units, buyer);
        estate.post(buyer, account, asset.code(), units, open.member());
    }

    private void use(Pledges.Position pledge, Asset asset, long units, boolean stays) {
        x.ledger().balance(asset.lane(), open.member()).release(pledge.account(), pledge.asset(), units, stays);
        pledges.change(pledge.account(), pledge.asset(), -units);
        x.effects()
                .add(() -> new RiskEffect.PledgeChanged(
                        open.member(), pledge.account(), asset.code(), -units, estate.reference()));
    }
}
