package clearing.kernel.trade;

import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.asset.Asset;
import clearing.kernel.asset.AssetKind;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Member;
import java.time.LocalDate;
import java.util.Optional;

/** What must hold of every single trade, whoever records it. */
public final class TradeRules {
    private static final long FIRST_DAY = LocalDate.of(2000, 1, 1).toEpochDay();
    private static final long LAST_DAY = LocalDate.of(2199, 12, 31).toEpochDay();

    private TradeRules() {}

    /**
     * The first fault of a trade.
     *
     * @param path names the trade in the answer, such as {@code page.trades[7]}
     */
    static Optional<Outcome> refuse(
            Trade trade, String lane, Member author, Member counterparty, Constitution constitution, String path) {
        return refuseAccounts(trade, author, counterparty, path)
                .or(() -> refuseEscrow(author, trade.authorAccount(), constitution, path + ".authorAccount"))
                .or(() -> refuseEscrow(
                        counterparty, trade.counterpartyAccount(), constitution, path + ".counterpartyAccount"))
                .or(() -> refuseLeg(trade.delivery(), lane, constitution, path + ".delivery"))
                .or(() -> trade.payment().flatMap(leg -> refuseLeg(leg, lane, constitution, path + ".payment")))
                .or(() -> refuseKind(trade, constitution, path))
                .or(() -> refuseDate(trade.tradeDate(), path + ".tradeDate"))
                .or(() -> refuseDate(trade.valueDate(), path + ".valueDate"))
                .or(() -> trade.valueDate().isBefore(trade.tradeDate())
                        ? refused(ResultCode.DATE_OUT_OF_RANGE, path + ".valueDate")
                        : Optional.empty());
    }

    public static Optional<Outcome> refuseAmount(long amount, String field) {
        if (amount <= 0) {
            return refused(ResultCode.AMOUNT_NOT_POSITIVE, field);
        }
        return amount > Asset.MAX_AMOUNT ? refused(ResultCode.AMOUNT_TOO_LARGE, field) : Optional.empty();
    }

    /** Dates from 2000 to 2199. */
    public static Optional<Outcome> refuseDate(LocalDate date, String field) {
        long day = date.toEpochDay();
        return day < FIRST_DAY || day > LAST_DAY ? refused(ResultCode.DATE_OUT_OF_RANGE, field) : Optional.empty();
    }

    /** What only agreements move must be named by nothing else. The account is one that the member has. */
    public static Optional<Outcome> refuseEscrow(Member member, int account, Constitution constitution, String field) {
        return constitution.rules().isEscrow(member.id(), member.accounts().get(account))
                ? refused(ResultCode.ESCROW_ACCOUNT, field)
                : Optional.empty();
    }

    private static Optional<Outcome> refuseAccounts(Trade trade, Member author, Member counterparty, String path) {
        if (trade.authorAccount() >= author.accounts().size()) {
            return refused(ResultCode.UNKNOWN_ACCOUNT, path + ".authorAccount");
        }
        if (trade.counterpartyAccount() >= counterparty.accounts().size()) {
            return refused(ResultCode.UNKNOWN_ACCOUNT, path + ".counterpartyAccount");
        }
        return Optional.empty();
    }

    private static Optional<Outcome> refuseLeg(Leg leg, String lane, Constitution constitution, String path) {
        if (leg.asset() >= constitution.assets().size()) {
            return refused(ResultCode.UNKNOWN_ASSET, path + ".asset");
        }
        if (!constitution.asset(leg.asset()).lane().equals(lane)) {
            return refused(ResultCode.WRONG_LANE, path + ".asset");
        }
        return refuseAmount(leg.minor(), path + ".amount");
    }

    private static Optional<Outcome> refuseKind(Trade trade, Constitution constitution, String path) {
        AssetKind delivered = constitution.asset(trade.delivery().asset()).kind();
        Optional<AssetKind> paid =
                trade.payment().map(leg -> constitution.asset(leg.asset()).kind());
        boolean fits = switch (trade.kind()) {
            case DVP -> delivered == AssetKind.SECURITY && paid.equals(Optional.of(AssetKind.CASH));
            case PVP ->
                delivered == AssetKind.CASH
                        && paid.equals(Optional.of(AssetKind.CASH))
                        && trade.payment().orElseThrow().asset()
                                != trade.delivery().asset();
            case PAYMENT -> paid.isEmpty();
        };
        return fits ? Optional.empty() : refused(ResultCode.KIND_MISMATCH, path + ".kind");
    }

    private static Optional<Outcome> refused(ResultCode code, String field) {
        return Optional.of(Outcome.refused(code, field));
    }
}
