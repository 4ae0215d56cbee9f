package clearing.kernel;

import clearing.kernel.calendar.CycleId;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.cycle.CarriedFail;
import clearing.kernel.cycle.CycleRecord;
import clearing.kernel.hold.Hold;
import clearing.kernel.matching.Difference;
import clearing.kernel.period.ClosedPeriod;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.RejectReason;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradeState;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Something that a transaction brought about, in the order in which it did. Effects are derived from the commands and never stored
 * on the ledger: whoever replays the chain gets the same ones, numbered by (block, transaction, place in this list).
 */
public sealed interface Effect {

    /** A constitution came into force. */
    record Constituted(Constitution constitution) implements Effect {}

    /** A trade was alleged. */
    record TradeRecorded(TradeId id, Trade trade) implements Effect {}

    /** A trade changed its state. */
    record TradeMoved(TradeId id, TradeState from, TradeState to, RejectReason reason) implements Effect {}

    /** A party asked to cancel a trade, which needs the other's wish too. */
    record CancelAsked(TradeId id, String member) implements Effect {}

    /**
     * A position changed.
     *
     * @param member whose position
     * @param account number of the member's account
     * @param asset code
     * @param amount minor units: positive in, negative out
     * @param reference the trade's, deposit's or withdrawal's
     * @param counterparty the other side: trading party or issuer
     * @param trade the trade whose leg it is
     */
    record Posted(
            String member,
            int account,
            String asset,
            long amount,
            PostingKind kind,
            String reference,
            String counterparty,
            LocalDate valueDate,
            Optional<TradeId> trade)
            implements Effect {}

    /** Value was set aside for a withdrawal. */
    record WithdrawalRequested(
            String member, int account, String asset, long amount, String reference, LocalDate valueDate)
            implements Effect {}

    /** The issuer declined a withdrawal; the held value is available again. */
    record WithdrawalDeclined(String member, int account, String asset, long amount, String reference)
            implements Effect {}

    /** What happens to instructions, amendments, blocks, holds and periods, beside the moves of the trades themselves. */
    sealed interface TradeLife extends Effect {}

    /** One side instructed what it expects the other to allege; nothing waits for settlement by it. */
    record Instructed(TradeId id, Trade instruction) implements TradeLife {}

    /** A side took an instruction back that had not matched. */
    record InstructionWithdrawn(TradeId id) implements TradeLife {}

    /** A trade and the other side's instruction agree; the trade's move to affirmed comes before this. */
    record Matched(TradeId trade, TradeId instruction) implements TradeLife {}

    /** A trade and the other side's instruction differ; the trade stays alleged. */
    record Mismatched(TradeId trade, TradeId instruction, List<Difference> differences) implements TradeLife {}

    /** An affirmed amendment took the place of a trade, whose cancellation comes before this. */
    record Amended(TradeId replaced, TradeId amended) implements TradeLife {}

    /**
     * A block was split. The block's move and its parts come before this.
     *
     * @param parts page of the parts, all of it
     */
    record Allocated(TradeId block, PageId parts, int count) implements TradeLife {}

    /** Value was set aside for another member. */
    record HoldPlaced(String holder, String reference, Hold hold) implements TradeLife {}

    /** A hold came to its end; what was posted of it comes before this. */
    record HoldResolved(String holder, String reference, Hold hold) implements TradeLife {}

    /** A lane's value dates up to a day take nothing more. */
    record PeriodClosed(String lane, ClosedPeriod period) implements TradeLife {}

    /**
     * A trade is an adjusting entry; its recording comes before this.
     *
     * @param closed the value date that it would have had
     * @param original the trade that it adjusts, where the ledger has it
     */
    record Adjusted(TradeId entry, LocalDate closed, Optional<TradeId> original, String reason) implements TradeLife {}

    /** A settlement round moved value. */
    record RoundSettled(String lane, long round, int settled, int remaining) implements Effect {}

    /** A trade was taken into a cycle. */
    record TradeTakenIn(TradeId id, CycleId cycle) implements Effect {}

    /** A cycle was cut off. */
    record CycleCutOff(CycleId cycle) implements Effect {}

    /** The nets of a cycle stand. */
    record CycleNetted(CycleRecord cycle) implements Effect {}

    /** The nets of a cycle moved, or were carried; each pair says which. */
    record CycleSettled(CycleRecord cycle) implements Effect {}

    /**
     * What two members could not settle became an obligation of a later cycle.
     *
     * @param from the cycle in which it was short
     * @param fail what this step adds there
     */
    record FailCarried(CycleId from, CarriedFail fail) implements Effect {}

    /** Every trade of a cycle bears its final state. */
    record CycleClosed(CycleId cycle) implements Effect {}

    /** What becomes of a lane's queue beside what settles in it. */
    sealed interface Queue extends Effect permits QueueEffect {}

    /** What collateral, reserve fund and defaults bring about. */
    sealed interface Risk extends Effect permits RiskEffect {}

    /** What shared breaks and anchors bring about. */
    sealed interface Reconcile extends Effect permits ReconcileEffect {}

    /** What revenue agreements bring about. */
    sealed interface Revenue extends Effect permits RevenueEffect {}
}
