package clearing.kernel.allocation;

import clearing.kernel.Effect;
import clearing.kernel.MalformedInput;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.Role;
import clearing.kernel.calendar.CycleId;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.command.Command;
import clearing.kernel.cycle.CycleIntake;
import clearing.kernel.execution.Execution;
import clearing.kernel.queue.LaneWishes;
import clearing.kernel.queue.QueueControls;
import clearing.kernel.queue.Wishes;
import clearing.kernel.rulebook.CycleTerms;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.Leg;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.PageRules;
import clearing.kernel.trade.RejectReason;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradePage;
import clearing.kernel.trade.TradeState;
import java.util.BitSet;
import java.util.Optional;

/** Splits a block over one side's accounts. */
public final class AllocationCommands {
    private static final int FORMAT = 1;

    private AllocationCommands() {}

    public static Outcome allocate(Command.Allocate command, Execution x) {
        TradePage parts;
        try {
            parts = TradePage.decode(command.parts().bytes());
        } catch (MalformedInput e) {
            return Outcome.refused(e.code(), e.field(), e.sentence());
        }
        PageId block = command.block();
        Optional<Outcome> refusal = x.refuseUnless(Role.TRADER)
                .or(() -> PageRules.refuseParties(parts.id(), x))
                .or(() -> refusePair(block, parts.id()));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<StatusPage> recorded = x.ledger().read(Keys.status(parts.id()), StatusPage::decode);
        if (recorded.isPresent()) {
            boolean same = recorded.get().hasContent(parts.contentHash())
                    && x.ledger().get(Keys.allocation(block, command.index())).isPresent();
            return same ? Outcome.alreadyRecorded() : Outcome.refused(ResultCode.CONTENT_CONFLICT, "page.number");
        }
        Optional<StatusPage> found = x.ledger().status(block);
        if (found.isEmpty()) {
            return Outcome.refused(ResultCode.PAGE_NOT_FOUND, "block");
        }
        StatusPage status = found.get();
        if (command.index() >= status.count()) {
            return Outcome.refused(ResultCode.SELECTION_OUT_OF_RANGE, "index");
        }
        TradeState from = status.state(command.index());
        if (from != TradeState.AFFIRMED && from != TradeState.QUEUED && from != TradeState.NETTED) {
            return Outcome.refused(ResultCode.STATE_FORBIDS, "index");
        }
        TradePage trades = x.ledger().page(block).orElseThrow();
        Optional<Outcome> fault = trades.isReversal(command.index())
                ? Optional.of(Outcome.refused(ResultCode.ALLOCATION_TERMS_DIFFER, "index", "a reversal is one piece"))
                : PageRules.refuseNames(parts, ResultCode.ALLOCATION_TERMS_DIFFER)
                        .or(() -> PageRules.refuseTrades(parts, x))
                        .or(() -> refuseParts(trades, command.index(), parts, left(trades, command.index(), from, x)));
        if (fault.isPresent()) {
            return fault.get();
        }
        TradeId id = new TradeId(block, command.index());
        StatusPage agreed = StatusPage.alleged(parts);
        for (int i = 0; i < parts.count(); i++) {
            int index = i;
            x.effects().add(() -> new Effect.TradeRecorded(new TradeId(parts.id(), index), parts.trade(index)));
        }
        Optional<Outcome> cycle = from == TradeState.NETTED
                ? changePlaces(id, trades, agreed, parts, x)
                : QueueControls.inherit(id, parts, x);
        if (cycle.isPresent()) {
            return cycle.get();
        }
        store(id, status, agreed, from, parts, x);
        return Outcome.done(parts.count());
    }

    /**
     * The parts enter the cycle that the block leaves, and no other: one side alone does not put off when a trade settles. Whether they
     * are in a cycle at all is as the block was.
     */
    private static Optional<Outcome> changePlaces(
            TradeId block, TradePage trades, StatusPage agreed, TradePage parts, Execution x) {
        Optional<CycleTerms> terms = CycleIntake.terms(block.page(), x);
        if (terms.isEmpty()) {
            return Optional.of(Outcome.refused(ResultCode.NO_CYCLE_TERMS, "block"));
        }
        Optional<Outcome> stays = CycleIntake.refuseLeaving(block.page(), block.index(), "index", x);
        if (stays.isPresent()) {
            return stays;
        }
        Optional<CycleId> cycle = CycleIntake.cycleOf(block.page(), block.index(), x);
        CycleIntake.takeOut(trades, block.index(), x);
        BitSet all = new BitSet();
        all.set(0, parts.count());
        return CycleIntake.take(terms.get(), agreed, parts, all, false, i -> "page.trades[" + i + "]", x)
                .or(() -> CycleIntake.cycleOf(parts.id(), 0, x).equals(cycle)
                        ? Optional.empty()
                        : Optional.of(Outcome.refused(
                                ResultCode.CYCLE_CUT_OFF, "index", "the block's cycle takes nothing more in")));
    }

    private static void store(
            TradeId block, StatusPage status, StatusPage agreed, TradeState from, TradePage parts, Execution x) {
        status.move(block.index(), TradeState.ALLOCATED);
        x.effects().add(() -> new Effect.TradeMoved(block, from, TradeState.ALLOCATED, RejectReason.NONE));
        TradeState to = from == TradeState.NETTED ? TradeState.NETTED : TradeState.AFFIRMED;
        for (int i = 0; i < parts.count(); i++) {
            agreed.move(i, to);
            TradeId part = new TradeId(parts.id(), i);
            x.effects().add(() -> new Effect.TradeMoved(part, TradeState.ALLEGED, to, RejectReason.NONE));
        }
        x.effects().add(() -> new Effect.Allocated(block, parts.id(), parts.count()));
        x.ledger().put(Keys.page(parts.id()), parts.encode());
        x.ledger().put(Keys.status(parts.id()), agreed.encode());
        ByteWriter link = new ByteWriter(96).u8(FORMAT);
        parts.id().write(link);
        x.ledger().put(Keys.allocation(block.page(), block.index()), link.toBytes());
    }

    /** The parts are between the block's two sides, whichever of them splits. */
    private static Optional<Outcome> refusePair(PageId block, PageId parts) {
        boolean pair = block.isParty(parts.author())
                && block.isParty(parts.counterparty())
                && block.lane().equals(parts.lane());
        return pair ? Optional.empty() : Optional.of(Outcome.refused(ResultCode.NOT_A_PARTY, "block"));
    }

    /** What both sides asked for the block, with what of it has settled: only what waits can have settled in part. */
    private static Wishes left(TradePage trades, int index, TradeState state, Execution x) {
        return state == TradeState.QUEUED
                ? LaneWishes.of(trades.id().lane(), x).of(new TradeId(trades.id(), index))
                : Wishes.NONE;
    }

    private static Optional<Outcome> refuseParts(TradePage trades, int index, TradePage parts, Wishes wishes) {
        Trade block = trades.trade(index);
        boolean sameAuthor = trades.id().author().equals(parts.id().author());
        long delivered = 0;
        long paid = 0;
        long deliveredWhole = wishes.deliveryLeft(trades, index);
        long paidWhole = wishes.paymentLeft(trades, index);
        for (int i = 0; i < parts.count(); i++) {
            Trade part = parts.trade(i);
            if (!sameTerms(block, part, sameAuthor)) {
                return Optional.of(Outcome.refused(ResultCode.ALLOCATION_TERMS_DIFFER, "page.trades[" + i + "]"));
            }
            delivered = Math.addExact(delivered, part.delivery().minor());
            paid = Math.addExact(paid, part.payment().map(Leg::minor).orElse(0L));
            // Looked at after each part, so that a sum stays far from overflow.
            if (delivered > deliveredWhole || paid > paidWhole) {
                return Optional.of(Outcome.refused(ResultCode.ALLOCATION_SUM_DIFFERS, "page.trades[" + i + "]"));
            }
        }
        return delivered == deliveredWhole && paid == paidWhole
                ? Optional.empty()
                : Optional.of(Outcome.refused(ResultCode.ALLOCATION_SUM_DIFFERS, "page"));
    }

    /** Everything but amounts, reference, commitment and the splitting side's account. */
    private static boolean sameTerms(Trade block, Trade part, boolean sameAuthor) {
        int otherAccount = sameAuthor ? block.counterpartyAccount() : block.authorAccount();
        return block.kind() == part.kind()
                && (block.authorDelivers() == part.authorDelivers()) == sameAuthor
                && block.priority() == part.priority()
                && otherAccount == part.counterpartyAccount()
                && block.delivery().asset() == part.delivery().asset()
                && block.payment().map(Leg::asset).equals(part.payment().map(Leg::asset))
                && block.tradeDate().equals(part.tradeDate())
                && block.valueDate().equals(part.valueDate());
    }
}
