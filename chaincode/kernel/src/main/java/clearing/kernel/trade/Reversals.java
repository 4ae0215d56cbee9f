package clearing.kernel.trade;

import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.execution.WorkingSet;
import java.util.Optional;

/**
 * A reversal gives a settled trade back, once: recording it marks the settled trade, and a reversal that comes to nothing takes
 * the mark away.
 */
public final class Reversals {
    private Reversals() {}

    /** Why the reversal at this place of a page cannot be recorded, or empty when it can. */
    static Optional<Outcome> refuse(WorkingSet ledger, TradePage page, int index, String path) {
        TradeId target = page.reversal(index).orElseThrow().target(page.id());
        Optional<StatusPage> status = ledger.status(target.page());
        Optional<TradePage> original = ledger.page(target.page());
        if (status.isEmpty()
                || original.isEmpty()
                || target.index() >= status.get().count()) {
            return Optional.of(Outcome.refused(ResultCode.REVERSED_TRADE_NOT_FOUND, path + ".reverses"));
        }
        if (status.get().state(target.index()) != TradeState.SETTLED
                || status.get().reversalNamed(target.index())) {
            return Optional.of(Outcome.refused(ResultCode.REVERSED_TRADE_NOT_SETTLED, path + ".reverses"));
        }
        if (!mirrors(original.get(), target.index(), page, index)) {
            return Optional.of(Outcome.refused(ResultCode.REVERSAL_NOT_A_MIRROR, path + ".reverses"));
        }
        return Optional.empty();
    }

    /** Marks the settled trade as named by a reversal. */
    static void name(WorkingSet ledger, TradePage page, int index) {
        set(ledger, page, index, true);
    }

    /** The reversal came to nothing: the settled trade may be reversed by another one. */
    public static void release(WorkingSet ledger, TradePage page, int index) {
        if (page.isReversal(index)) {
            set(ledger, page, index, false);
        }
    }

    private static void set(WorkingSet ledger, TradePage page, int index, boolean named) {
        TradeId target = page.reversal(index).orElseThrow().target(page.id());
        ledger.status(target.page()).orElseThrow().nameReversal(target.index(), named);
    }

    /** Same assets and amounts between the same accounts, the other way round. */
    private static boolean mirrors(TradePage original, int at, TradePage reversal, int index) {
        boolean sameAuthor = original.id().author().equals(reversal.id().author());
        boolean originalFromReversalAuthor = original.authorDelivers(at) == sameAuthor;
        int authorAccount = sameAuthor ? original.authorAccount(at) : original.counterpartyAccount(at);
        int counterpartyAccount = sameAuthor ? original.counterpartyAccount(at) : original.authorAccount(at);
        return original.kind(at) == reversal.kind(index)
                && reversal.authorDelivers(index) != originalFromReversalAuthor
                && authorAccount == reversal.authorAccount(index)
                && counterpartyAccount == reversal.counterpartyAccount(index)
                && original.deliveryAsset(at) == reversal.deliveryAsset(index)
                && original.deliveryAmount(at) == reversal.deliveryAmount(index)
                && original.paymentAsset(at) == reversal.paymentAsset(index)
                && original.paymentAmount(at) == reversal.paymentAmount(index);
    }
}
