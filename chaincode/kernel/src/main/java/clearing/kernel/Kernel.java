package clearing.kernel;

import clearing.kernel.allocation.AllocationCommands;
import clearing.kernel.balance.FundingCommands;
import clearing.kernel.command.Command;
import clearing.kernel.command.QueueCommand;
import clearing.kernel.command.ReconcileCommand;
import clearing.kernel.command.RevenueCommand;
import clearing.kernel.command.RiskCommand;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.ConstitutionCommands;
import clearing.kernel.cycle.CycleCommands;
import clearing.kernel.cycle.CycleDelivery;
import clearing.kernel.execution.Execution;
import clearing.kernel.execution.InForce;
import clearing.kernel.execution.WorkingSet;
import clearing.kernel.hold.HoldCommands;
import clearing.kernel.matching.MatchingCommands;
import clearing.kernel.period.PeriodCommands;
import clearing.kernel.queue.QueueControls;
import clearing.kernel.settlement.SettlementCommands;
import clearing.kernel.state.LedgerState;
import clearing.kernel.state.Overlay;
import clearing.kernel.trade.TradeCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The clearing rules as a deterministic function. Same state, caller, context and batch: same transition, byte for byte, on every
 * peer, in every verifier, in every simulation. No clock, no randomness, no I/O, nothing static that changes.
 *
 * <p>A refused command is an outcome, not an exception, and leaves no trace in the writes. Bytes that are no batch never get here
 * ({@link MalformedInput} at {@link Batch#decode}); the one exception is for defects, of the rules or of the stored bytes
 * ({@link InvariantViolation}), and loses the whole batch.
 */
public final class Kernel {
    private Kernel() {}

    /** Applies a batch and tells its effects in the field's terms: for verifiers, projections and simulations. */
    public static Transition apply(LedgerState state, Caller caller, TxContext tx, Batch batch) {
        return apply(state, caller, tx, batch, EffectLog.collecting());
    }

    /** Applies a batch without telling its effects: for the chaincode. */
    public static Transition applyQuietly(LedgerState state, Caller caller, TxContext tx, Batch batch) {
        return apply(state, caller, tx, batch, EffectLog.discarding());
    }

    private static Transition apply(LedgerState state, Caller caller, TxContext tx, Batch batch, EffectLog effects) {
        Overlay overlay = new Overlay(state);
        try {
            InForce inForce = new InForce();
            List<Outcome> outcomes = groups(batch.entries(), caller, tx, overlay, inForce, effects);
            new WorkingSet(overlay, inForce)
                    .constitution()
                    .ifPresent(constitution -> Conservation.check(constitution, overlay));
            return new Transition(List.copyOf(outcomes), effects.effects(), overlay.writes());
        } catch (ArithmeticException | IndexOutOfBoundsException | NoSuchElementException e) {
            // Input has been checked by now: only stored values that contradict each other lead here.
            throw new InvariantViolation("stored values contradict each other: " + e.getMessage(), e);
        }
    }

    private static List<Outcome> groups(
            List<Batch.Entry> entries,
            Caller caller,
            TxContext tx,
            Overlay overlay,
            InForce inForce,
            EffectLog effects) {
        List<Outcome> outcomes = new ArrayList<>(entries.size());
        int first = 0;
        while (first < entries.size()) {
            int last = first;
            while (entries.get(last).linkedToNext()) {
                last++;
            }
            outcomes.addAll(group(entries.subList(first, last + 1), caller, tx, overlay, inForce, effects));
            first = last + 1;
        }
        return outcomes;
    }

    /** All commands of the group, or none: the first refusal takes the others back. */
    private static List<Outcome> group(
            List<Batch.Entry> entries,
            Caller caller,
            TxContext tx,
            Overlay overlay,
            InForce inForce,
            EffectLog effects) {
        int savepoint = overlay.savepoint();
        int mark = effects.mark();
        List<Outcome> outcomes = new ArrayList<>(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            Outcome outcome = single(entries.get(i).command(), caller, tx, overlay, inForce, effects);
            if (!outcome.accepted()) {
                overlay.rollback(savepoint);
                effects.rollback(mark);
                return failedGroup(entries.size(), i, outcome);
            }
            outcomes.add(outcome);
        }
        return outcomes;
    }

    private static List<Outcome> failedGroup(int size, int failedAt, Outcome failure) {
        List<Outcome> outcomes = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            outcomes.add(
                    i == failedAt
                            ? failure
                            : Outcome.refused(
                                    ResultCode.LINKED_COMMAND_FAILED,
                                    "batch",
                                    "command " + failedAt + " of the group was refused"));
        }
        return outcomes;
    }

    private static Outcome single(
            Command command, Caller caller, TxContext tx, Overlay overlay, InForce inForce, EffectLog effects) {
        WorkingSet ledger = new WorkingSet(overlay, inForce);
        Outcome outcome = dispatch(command, caller, tx, ledger, effects);
        if (outcome.accepted()) {
            ledger.flush();
        }
        return outcome;
    }

    private static Outcome dispatch(
            Command command, Caller caller, TxContext tx, WorkingSet ledger, EffectLog effects) {
        if (command instanceof Command.Constitute c) {
            return ConstitutionCommands.constitute(c, caller, ledger, effects);
        }
        if (command instanceof Command.Ratify c) {
            return ConstitutionCommands.ratify(c, caller, ledger, effects);
        }
        Optional<Constitution> constitution = ledger.constitution();
        if (constitution.isEmpty()) {
            return Outcome.refused(ResultCode.NOT_CONSTITUTED, "");
        }
        Execution x = new Execution(caller, tx, constitution.get(), ledger, effects);
        return switch (command) {
            case Command.Deposit c -> FundingCommands.deposit(c, x);
            case Command.RequestWithdrawal c -> FundingCommands.requestWithdrawal(c, x);
            case Command.AttestWithdrawal c -> FundingCommands.attestWithdrawal(c, x);
            case Command.RecordPage c -> TradeCommands.record(c, x);
            case Command.Affirm c -> TradeCommands.affirm(c, x);
            case Command.Reject c -> TradeCommands.reject(c, x);
            case Command.RequestCancel c -> TradeCommands.requestCancel(c, x);
            case Command.Settle c -> SettlementCommands.settle(c, x);
            case Command.FailOverdue c -> SettlementCommands.failOverdue(c, x);
            case Command.Offset c -> SettlementCommands.offset(c, x);
            case Command.SettleSet c -> SettlementCommands.settleSet(c, x);
            case Command.SettleRound c -> SettlementCommands.settleRound(c, x);
            case Command.Instruct c -> MatchingCommands.instruct(c, x);
            case Command.Match c -> MatchingCommands.match(c, x);
            case Command.WithdrawInstructions c -> MatchingCommands.withdraw(c, x);
            case Command.PlaceHold c -> HoldCommands.place(c, x);
            case Command.PostHold c -> HoldCommands.post(c, x);
            case Command.ReleaseHold c -> HoldCommands.release(c, x);
            case Command.Allocate c -> AllocationCommands.allocate(c, x);
            case Command.ClosePeriod c -> PeriodCommands.close(c, x);
            case Command.RecordLate c -> PeriodCommands.recordLate(c, x);
            case Command.CutOff c -> CycleCommands.cutOff(c, x);
            case Command.NetCycle c -> CycleCommands.net(c, x);
            case Command.SettleCycle c -> CycleCommands.settle(c, x);
            case Command.CloseCycle c -> CycleCommands.close(c, x);
            case Command.Deliver c -> CycleDelivery.deliver(c, x);
            case QueueCommand.Control c -> QueueControls.control(c, x);
            case QueueCommand.Enlist c -> SettlementCommands.enlist(c, x);
            case RiskCommand c -> RiskCommands.apply(c, x);
            case RevenueCommand c -> RevenueCommands.apply(c, x);
            case ReconcileCommand c -> ReconcileCommands.apply(c, x);
            case Command.Constitute c -> throw new InvariantViolation("constitute is dispatched before " + c);
            case Command.Ratify c -> throw new InvariantViolation("ratify is dispatched before " + c);
        };
    }
}
