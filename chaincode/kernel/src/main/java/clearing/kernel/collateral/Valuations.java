package clearing.kernel.collateral;

import clearing.kernel.asset.Asset;
import clearing.kernel.constitution.Lane;
import clearing.kernel.execution.Execution;
import clearing.kernel.rulebook.CollateralRule;
import clearing.kernel.settlement.SettlementCommands;
import clearing.kernel.state.Keys;
import java.util.Optional;

/** The prices in force: of the valuers named, the first whose newest price is fresh on the business day of the asset's lane. */
public final class Valuations {
    private Valuations() {}

    /** Empty when the asset is not valued by a rule, or no price is fresh: whoever needs one must not guess. */
    public static Optional<Price> inForce(String asset, Execution x) {
        return x.constitution().rules().collateral(asset).flatMap(rule -> inForce(rule, x));
    }

    static Optional<Price> inForce(CollateralRule rule, Execution x) {
        if (rule.isMoneyItself()) {
            return Optional.of(Price.ONE);
        }
        int today = today(rule.asset(), x);
        for (String valuer : rule.valuers()) {
            Optional<Price> price = x.ledger()
                    .read(Keys.valuation(rule.asset(), valuer), Valuation::decode)
                    .filter(valuation -> (long) today - valuation.date() <= rule.staleAfterDays())
                    .map(Valuation::price);
            if (price.isPresent()) {
                return price;
            }
        }
        return Optional.empty();
    }

    /** The business day of the asset's lane at the transaction's time, as days since 1970-01-01. */
    static int today(String code, Execution x) {
        Asset asset = x.constitution().assetOf(code).orElseThrow();
        Lane lane = x.constitution().lane(asset.lane()).orElseThrow();
        return SettlementCommands.businessDay(lane, x.tx().timestamp());
    }
}
