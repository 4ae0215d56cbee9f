package clearing.settlement.ledger;

import clearing.kernel.RiskEffect;

/**
 * Collateral, reserve fund and defaults as the service keeps them among other effects. Amounts are minor units; what stands on the ledger
 * of them is read from there.
 *
 * @param kind what happened
 * @param detail to whom and how much, for people
 */
record RiskDetail(String kind, String detail) {
    static RiskDetail of(RiskEffect effect) {
        return switch (effect) {
            case RiskEffect.PledgeChanged e ->
                new RiskDetail(
                        e.change() > 0 ? "COLLATERAL_PLEDGED" : "COLLATERAL_RELEASED",
                        e.member() + " " + e.asset() + " " + Math.abs(e.change()) + " " + e.reference());
            case RiskEffect.PriceAttested e ->
                new RiskDetail(
                        "PRICE_ATTESTED",
                        e.asset() + " " + e.price() + " of " + e.date() + " revision " + e.revision() + " by "
                                + e.valuer());
            case RiskEffect.ReserveChanged e ->
                new RiskDetail(
                        e.change() > 0 ? "RESERVE_CONTRIBUTED" : "RESERVE_TAKEN",
                        e.member() + (e.firstLoss() ? " first loss " : " ") + Math.abs(e.change()) + " "
                                + e.reference());
            case RiskEffect.DefaultSigned e ->
                new RiskDetail(
                        e.declared() ? "DEFAULT_DECLARED" : "DEFAULT_SIGNED",
                        e.member() + " default " + e.number() + " by " + e.by());
            case RiskEffect.LiftSigned e ->
                new RiskDetail(
                        e.lifted() ? "DEFAULT_LIFTED" : "LIFT_SIGNED",
                        e.member() + " default " + e.number() + " by " + e.by());
            case RiskEffect.ClosedOut e ->
                new RiskDetail(
                        "CLOSED_OUT",
                        e.member() + " with " + e.counterparty() + ": " + e.trades() + " trades, owed " + e.owed());
            case RiskEffect.WaterfallStepped e ->
                new RiskDetail(
                        "WATERFALL_STEP",
                        e.member() + " default " + e.number() + " run "
                                + e.record().pass() + " "
                                + e.record().step() + ": missing " + e.record().before() + ", then "
                                + e.record().after());
        };
    }
}
