package clearing.simulation.oracle;

import clearing.kernel.ResultCode;
import clearing.kernel.asset.Asset;
import clearing.kernel.asset.AssetKind;
import clearing.kernel.trade.Leg;
import clearing.kernel.trade.Trade;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a single trade must satisfy to be recorded. */
final class TermsFacts {
    private TermsFacts() {}

    /** @param before the trades of the same page that come before it */
    static Optional<ResultCode> fault(Facts facts, Deal deal, List<Deal> before) {
        Trade terms = deal.terms;
        if (terms.authorAccount() >= Rights.accounts(facts, deal.page.author())
                || terms.counterpartyAccount() >= Rights.accounts(facts, deal.page.counterparty())) {
            return Optional.of(ResultCode.UNKNOWN_ACCOUNT);
        }
        return leg(facts, deal, Optional.of(terms.delivery()))
                .or(() -> leg(facts, deal, terms.payment()))
                .or(() -> kindFits(facts, terms) ? Optional.empty() : Optional.of(ResultCode.KIND_MISMATCH))
                .or(() -> before.stream()
                                .anyMatch(other -> other.terms.reference().equals(terms.reference()))
                        ? Optional.of(ResultCode.DUPLICATE_REFERENCE)
                        : Optional.empty())
                .or(() -> reversal(facts, deal, before));
    }

    private static Optional<ResultCode> leg(Facts facts, Deal deal, Optional<Leg> leg) {
        if (leg.isEmpty()) {
            return Optional.empty();
        }
        List<Asset> assets = facts.inForce().assets();
        if (leg.get().asset() >= assets.size()) {
            return Optional.of(ResultCode.UNKNOWN_ASSET);
        }
        if (!assets.get(leg.get().asset()).lane().equals(deal.lane())) {
            return Optional.of(ResultCode.WRONG_LANE);
        }
        return leg.get().minor() > 0 ? Optional.empty() : Optional.of(ResultCode.AMOUNT_NOT_POSITIVE);
    }

    private static boolean kindFits(Facts facts, Trade terms) {
        List<Asset> assets = facts.inForce().assets();
        boolean security = assets.get(terms.delivery().asset()).kind() == AssetKind.SECURITY;
        boolean paidInCash = terms.payment()
                .filter(leg -> assets.get(leg.asset()).kind() == AssetKind.CASH)
                .isPresent();
        return switch (terms.kind()) {
            case DVP -> security && paidInCash;
            case PVP ->
                !security
                        && paidInCash
                        && terms.payment().orElseThrow().asset()
                                != terms.delivery().asset();
            case PAYMENT -> terms.payment().isEmpty();
        };
    }

    private static Optional<ResultCode> reversal(Facts facts, Deal deal, List<Deal> before) {
        if (deal.reverses.isEmpty()) {
            return Optional.empty();
        }
        Optional<Deal> original =
                facts.deal(deal.reverses.get()).filter(o -> o.lane().equals(deal.lane()));
        if (original.isEmpty()) {
            return Optional.of(ResultCode.REVERSED_TRADE_NOT_FOUND);
        }
        if (!original.get().state.equals("SETTLED") || original.get().named) {
            return Optional.of(ResultCode.REVERSED_TRADE_NOT_SETTLED);
        }
        if (!givesBack(original.get(), deal)) {
            return Optional.of(ResultCode.REVERSAL_NOT_A_MIRROR);
        }
        return before.stream().anyMatch(other -> other.reverses.equals(deal.reverses))
                ? Optional.of(ResultCode.REVERSED_TRADE_NOT_SETTLED)
                : Optional.empty();
    }

    private static boolean givesBack(Deal original, Deal reversal) {
        List<Deal.Change> turned = original.changes.stream()
                .map(change -> new Deal.Change(change.slot(), -change.amount()))
                .toList();
        return original.terms.kind() == reversal.terms.kind()
                && original.terms.delivery().equals(reversal.terms.delivery())
                && Objects.equals(original.terms.payment(), reversal.terms.payment())
                && turned.containsAll(reversal.changes)
                && reversal.changes.containsAll(turned);
    }
}
