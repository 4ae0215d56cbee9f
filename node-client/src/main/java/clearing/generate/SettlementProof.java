package clearing.generate;

import java.util.List;

/**
 * Proves, from the finished plan and without the planners' bookkeeping, that the set of settled trades is the same in
 * whatever order the day is settled:
 *
 * <ul>
 *   <li>each trade that settles, and each withdrawal, draws on an account whose opening alone covers the sum of all that
 *       leaves it, so it finds its funds at any moment;
 *   <li>each uncovered trade draws on an account that opens empty and that nothing is ever paid or delivered into.
 * </ul>
 */
final class SettlementProof {
    private final Consortium consortium;
    private final Balances opening;
    private final Balances received;
    private final Balances outgoing;

    private SettlementProof(Consortium consortium) {
        this.consortium = consortium;
        this.opening = new Balances(consortium);
        this.received = new Balances(consortium);
        this.outgoing = new Balances(consortium);
    }

    /**
     * @throws IllegalStateException if the plan does not have the property; a defect of the planners, never of the options
     */
    static void check(Consortium consortium, DayOptions options, List<PlannedTrade> trades, List<Funding> fundings) {
        SettlementProof proof = new SettlementProof(consortium);
        fundings.forEach(funding -> proof.take(funding, options));
        trades.forEach(proof::take);
        trades.forEach(proof::checkUncovered);
        proof.checkCovered();
    }

    private void take(Funding funding, DayOptions options) {
        boolean before = funding.valueDate().isBefore(options.date());
        switch (funding.operation()) {
            case DEPOSIT -> (before ? opening : received).add(funding.holder(), funding.asset(), funding.amount());
            case WITHDRAW -> outgoing.add(funding.holder(), funding.asset(), funding.amount());
        }
    }

    private void take(PlannedTrade trade) {
        for (Leg leg : trade.legs()) {
            received.add(leg.to(), leg.asset(), leg.amount());
            boolean cannotLeave = trade.fate() == Fate.UNCOVERED && leg.equals(trade.delivery());
            if (!cannotLeave) {
                outgoing.add(leg.from(), leg.asset(), leg.amount());
            }
        }
    }

    private void checkUncovered(PlannedTrade trade) {
        if (trade.fate() == Fate.UNCOVERED) {
            Leg leg = trade.delivery();
            if (opening.of(leg.from(), leg.asset()) != 0 || received.of(leg.from(), leg.asset()) != 0) {
                throw new IllegalStateException("trade " + trade.reference() + " might settle");
            }
        }
    }

    private void checkCovered() {
        for (Holder holder : consortium.holders()) {
            for (Asset asset : consortium.assets()) {
                if (outgoing.of(holder, asset) > opening.of(holder, asset)) {
                    throw new IllegalStateException(
                            "the opening of " + holder.member().id() + " " + holder.account() + " " + asset.code()
                                    + " does not cover the day");
                }
            }
        }
    }
}
