package clearing.kernel.trade;

import clearing.kernel.Effect;
import clearing.kernel.MalformedInput;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.Role;
import clearing.kernel.command.Command;
import clearing.kernel.cycle.CycleIntake;
import clearing.kernel.execution.Execution;
import clearing.kernel.state.Keys;
import java.util.BitSet;
import java.util.Optional;

/** The life of a trade up to settlement. */
public final class TradeCommands {
    private TradeCommands() {}

    public static Outcome record(Command.RecordPage command, Execution x) {
        TradePage page;
        try {
            page = TradePage.decode(command.page());
        } catch (MalformedInput e) {
            // One page that is no page is one refused command; the rest of the batch stands.
            return Outcome.refused(e.code(), e.field(), e.sentence());
        }
        PageId id = page.id();
        Optional<Outcome> refusal = x.refuseUnless(Role.TRADER).or(() -> PageRules.refuseParties(id, x));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<StatusPage> recorded = x.ledger().read(Keys.status(id), StatusPage::decode);
        if (recorded.isPresent()) {
            return recorded.get().hasContent(page.contentHash())
                    ? Outcome.alreadyRecorded()
                    : Outcome.refused(ResultCode.CONTENT_CONFLICT, "page.number");
        }
        Optional<Outcome> fault = PageRules.refuseTrades(page, x);
        if (fault.isPresent()) {
            return fault.get();
        }
        allege(page, x);
        return Outcome.done(page.count());
    }

    /** Stores a page that has been checked, with all its trades alleged. */
    public static void allege(TradePage page, Execution x) {
        PageId id = page.id();
        for (int i = 0; i < page.count(); i++) {
            int index = i;
            if (page.isReversal(i)) {
                Reversals.name(x.ledger(), page, i);
            }
            x.effects().add(() -> new Effect.TradeRecorded(new TradeId(id, index), page.trade(index)));
        }
        x.ledger().put(Keys.page(id), page.encode());
        x.ledger().put(Keys.status(id), StatusPage.alleged(page).encode());
    }

    public static Outcome affirm(Command.Affirm command, Execution x) {
        return decide(
                command.page(), command.contentHash(), command.selection(), TradeState.AFFIRMED, RejectReason.NONE, x);
    }

    public static Outcome reject(Command.Reject command, Execution x) {
        if (command.reason() == RejectReason.NONE) {
            return Outcome.refused(ResultCode.MALFORMED, "reason", "a rejection states its reason");
        }
        return decide(
                command.page(), command.contentHash(), command.selection(), TradeState.REJECTED, command.reason(), x);
    }

    /** The counterparty's word on alleged trades; trades that it has decided the same way before stay as they are. */
    private static Outcome decide(
            PageId id, byte[] contentHash, Selection selection, TradeState to, RejectReason reason, Execution x) {
        Optional<Outcome> refusal = x.refuseUnless(Role.TRADER);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (!id.counterparty().equals(x.caller().memberId())) {
            return Outcome.refused(ResultCode.NOT_A_PARTY, "page.counterparty");
        }
        if (to == TradeState.AFFIRMED && x.inDefault(id.author())) {
            return Outcome.refused(ResultCode.MEMBER_IN_DEFAULT, "page.author");
        }
        Optional<StatusPage> found = x.ledger().status(id);
        if (found.isEmpty()) {
            return Outcome.refused(ResultCode.PAGE_NOT_FOUND, "page");
        }
        StatusPage status = found.get();
        if (!status.hasContent(contentHash)) {
            return Outcome.refused(ResultCode.CONTENT_HASH_DIFFERS, "contentHash");
        }
        if (!selection.fits(status.count())) {
            return Outcome.refused(ResultCode.SELECTION_OUT_OF_RANGE, "selection");
        }
        for (int i = 0; i < status.count(); i++) {
            if (selection.contains(i) && !canDecide(status.state(i), to)) {
                return Outcome.refused(ResultCode.STATE_FORBIDS, "selection[" + i + "]");
            }
        }
        BitSet alleged = new BitSet();
        for (int i = 0; i < status.count(); i++) {
            alleged.set(i, selection.contains(i) && status.state(i) == TradeState.ALLEGED);
        }
        if (to == TradeState.AFFIRMED) {
            Optional<Outcome> refused = Affirmation.affirm(status, alleged, Affirmation.Field.SELECTION, x);
            if (refused.isPresent()) {
                return refused.get();
            }
        } else {
            alleged.stream().forEach(i -> reject(status, i, reason, x));
        }
        return alleged.isEmpty() ? Outcome.alreadyRecorded() : Outcome.done(alleged.cardinality());
    }

    /** Alleged trades, and those that stand where the same decision took them. */
    private static boolean canDecide(TradeState state, TradeState to) {
        return switch (state) {
            case ALLEGED -> true;
            case AFFIRMED, QUEUED, SETTLED, NETTED, ALLOCATED -> to == TradeState.AFFIRMED;
            case REJECTED -> to == TradeState.REJECTED;
            case CANCELLED, EXPIRED, FAILED, CLOSED_OUT -> false;
        };
    }

    private static void reject(StatusPage status, int index, RejectReason reason, Execution x) {
        status.reject(index, reason);
        releaseReversal(status, index, x);
        x.effects()
                .add(() -> new Effect.TradeMoved(
                        new TradeId(status.id(), index), TradeState.ALLEGED, TradeState.REJECTED, reason));
    }

    public static Outcome requestCancel(Command.RequestCancel command, Execution x) {
        Optional<Outcome> refusal = x.refuseUnless(Role.TRADER);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        String member = x.caller().memberId();
        if (!command.page().isParty(member)) {
            return Outcome.refused(ResultCode.NOT_A_PARTY, "page");
        }
        // What is open when a party's default is declared is closed out: no wish can take it away any more.
        if (x.inDefault(command.page().author()) || x.inDefault(command.page().counterparty())) {
            return Outcome.refused(ResultCode.MEMBER_IN_DEFAULT, "page");
        }
        Optional<StatusPage> found = x.ledger().status(command.page());
        if (found.isEmpty()) {
            return Outcome.refused(ResultCode.PAGE_NOT_FOUND, "page");
        }
        StatusPage status = found.get();
        if (!command.selection().fits(status.count())) {
            return Outcome.refused(ResultCode.SELECTION_OUT_OF_RANGE, "selection");
        }
        for (int i = 0; i < status.count(); i++) {
            TradeState state = status.state(i);
            if (command.selection().contains(i) && state.terminal() && state != TradeState.CANCELLED) {
                return Outcome.refused(ResultCode.STATE_FORBIDS, "selection[" + i + "]");
            }
        }
        int changed = 0;
        for (int i = 0; i < status.count(); i++) {
            if (command.selection().contains(i)
                    && status.state(i) != TradeState.CANCELLED
                    && !status.cancelAskedBy(i, member)) {
                Optional<Outcome> refused = askCancel(status, i, member, x);
                if (refused.isPresent()) {
                    return refused.get();
                }
                changed++;
            }
        }
        return changed == 0 ? Outcome.alreadyRecorded() : Outcome.done(changed);
    }

    /** Why the wish cannot be met, or empty: a trade of a cycle leaves it, as long as the cycle is open. */
    private static Optional<Outcome> askCancel(StatusPage status, int index, String member, Execution x) {
        TradeId id = new TradeId(status.id(), index);
        TradeState from = status.state(index);
        if (from == TradeState.NETTED) {
            Optional<Outcome> refused = CycleIntake.refuseLeaving(status.id(), index, "selection[" + index + "]", x);
            if (refused.isPresent()) {
                return refused;
            }
        }
        if (!status.askCancel(index, member)) {
            x.effects().add(() -> new Effect.CancelAsked(id, member));
            return Optional.empty();
        }
        if (from == TradeState.NETTED) {
            CycleIntake.takeOut(x.ledger().page(status.id()).orElseThrow(), index, x);
        }
        status.move(index, TradeState.CANCELLED);
        releaseReversal(status, index, x);
        x.effects().add(() -> new Effect.TradeMoved(id, from, TradeState.CANCELLED, RejectReason.NONE));
        return Optional.empty();
    }

    private static void releaseReversal(StatusPage status, int index, Execution x) {
        if (status.hasReversals()) {
            Reversals.release(x.ledger(), x.ledger().page(status.id()).orElseThrow(), index);
        }
    }
}
