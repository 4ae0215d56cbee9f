package clearing.kernel.trade;

import clearing.kernel.Effect;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.cycle.CycleIntake;
import clearing.kernel.execution.Execution;
import clearing.kernel.queue.LaneWishes;
import java.util.BitSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An amendment is a proposal by the trade's author: a new trade that names an open one. Until the counterparty affirms it nothing
 * changes; affirming it cancels the named trade in the same step, so that one of the two is open and never both.
 */
final class Amendments {
    private Amendments() {}

    /** Why the amendment at this place of a page cannot be recorded, or cannot be affirmed, or empty when it can. */
    static Optional<Outcome> refuse(TradePage page, int index, Execution x, String field) {
        TradeId target = page.amendment(index).orElseThrow().target(page.id());
        Optional<StatusPage> status = x.ledger().status(target.page());
        if (status.isEmpty() || target.index() >= status.get().count()) {
            return Optional.of(Outcome.refused(ResultCode.AMENDED_TRADE_NOT_OPEN, field));
        }
        TradePage trades = x.ledger().page(target.page()).orElseThrow();
        TradeState state = status.get().state(target.index());
        // A proposal that nobody has affirmed has replaced nothing yet: replacing it would leave its own target open
        // beside it.
        boolean proposal = trades.isAmendment(target.index()) && state == TradeState.ALLEGED;
        if (state.terminal() || proposal || trades.isReversal(target.index())) {
            return Optional.of(Outcome.refused(ResultCode.AMENDED_TRADE_NOT_OPEN, field));
        }
        if (state == TradeState.QUEUED
                && LaneWishes.of(target.page().lane(), x).of(target).isDivided()) {
            return Optional.of(
                    Outcome.refused(ResultCode.AMENDED_TRADE_NOT_OPEN, field, "a part of the trade has settled"));
        }
        return state == TradeState.NETTED
                ? CycleIntake.refuseLeaving(target.page(), target.index(), field, x)
                : Optional.empty();
    }

    /** Why these trades of a page cannot be affirmed together, or empty when they can. */
    static Optional<Outcome> refuseAffirmation(StatusPage status, BitSet alleged, Affirmation.Field path, Execution x) {
        if (!status.hasAmendments()) {
            return Optional.empty();
        }
        TradePage page = x.ledger().page(status.id()).orElseThrow();
        Set<String> replaced = new TreeSet<>();
        for (int i = alleged.nextSetBit(0); i >= 0; i = alleged.nextSetBit(i + 1)) {
            if (page.isAmendment(i)) {
                String field = path.of(i);
                Optional<Outcome> refusal = refuse(page, i, x, field);
                if (refusal.isPresent()) {
                    return refusal;
                }
                if (!replaced.add(
                        page.amendment(i).orElseThrow().target(page.id()).toString())) {
                    return Optional.of(Outcome.refused(ResultCode.AMENDED_TRADE_NOT_OPEN, field));
                }
            }
        }
        return Optional.empty();
    }

    /** The amendment at this place has been affirmed: what it replaces is cancelled, and leaves the cycle that it was in. */
    static void replace(StatusPage status, int index, Execution x) {
        if (!status.hasAmendments()) {
            return;
        }
        TradePage page = x.ledger().page(status.id()).orElseThrow();
        page.amendment(index).ifPresent(amendment -> {
            TradeId old = amendment.target(page.id());
            StatusPage target = x.ledger().status(old.page()).orElseThrow();
            TradeState from = target.state(old.index());
            if (from == TradeState.NETTED) {
                CycleIntake.takeOut(x.ledger().page(old.page()).orElseThrow(), old.index(), x);
            }
            target.move(old.index(), TradeState.CANCELLED);
            x.effects().add(() -> new Effect.TradeMoved(old, from, TradeState.CANCELLED, RejectReason.NONE));
            x.effects().add(() -> new Effect.Amended(old, new TradeId(page.id(), index)));
        });
    }
}
