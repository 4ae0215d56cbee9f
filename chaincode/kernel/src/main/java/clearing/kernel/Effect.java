package clearing.kernel;

import clearing.kernel.calendar.CycleId;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.cycle.CarriedFail;
import clearing.kernel.cycle.CycleRecord;
import clearing.kernel.trade.RejectReason;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradeState;
import java.time.LocalDate;
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

    /** What collateral, reserve fund and defaults bring about. */
    sealed interface Risk extends Effect permits RiskEffect {}
}
