package clearing.simulation.oracle;

import clearing.kernel.Batch;
import clearing.kernel.Caller;
import clearing.kernel.ResultCode;
import clearing.kernel.TxContext;
import clearing.kernel.command.Command;
import java.util.ArrayList;
import java.util.List;

/** Says beforehand what each command of a batch comes to, and keeps the facts. */
public final class Oracle {
    private Facts facts = new Facts();

    /** What is so after all batches so far. */
    public Facts facts() {
        return facts;
    }

    /** Takes in a batch that became valid; answers the code that each command has to get. */
    public List<ResultCode> apply(Caller caller, TxContext tx, Batch batch) {
        List<ResultCode> codes = new ArrayList<>();
        List<Batch.Entry> entries = batch.entries();
        int first = 0;
        while (first < entries.size()) {
            int last = first;
            while (entries.get(last).linkedToNext()) {
                last++;
            }
            codes.addAll(group(entries.subList(first, last + 1), caller, tx));
            first = last + 1;
        }
        return codes;
    }

    private List<ResultCode> group(List<Batch.Entry> entries, Caller caller, TxContext tx) {
        Facts before = entries.size() > 1 ? facts.copy() : facts;
        List<ResultCode> codes = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            ResultCode code = single(entries.get(i).command(), caller, tx);
            if (!code.accepted()) {
                facts = before;
                codes.clear();
                for (int j = 0; j < entries.size(); j++) {
                    codes.add(j == i ? code : ResultCode.LINKED_COMMAND_FAILED);
                }
                return codes;
            }
            codes.add(code);
        }
        return codes;
    }

    private ResultCode single(Command command, Caller caller, TxContext tx) {
        if (command instanceof Command.Constitute c) {
            return FrameFacts.constitute(facts, c, caller);
        }
        if (command instanceof Command.Ratify c) {
            return FrameFacts.ratify(facts, c, caller);
        }
        if (facts.constitution.isEmpty()) {
            return ResultCode.NOT_CONSTITUTED;
        }
        return switch (command) {
            case Command.Deposit c -> FundingFacts.deposit(facts, c, caller);
            case Command.RequestWithdrawal c -> FundingFacts.request(facts, c, caller);
            case Command.AttestWithdrawal c -> FundingFacts.attest(facts, c, caller);
            case Command.RecordPage c -> TradeFacts.record(facts, c, caller);
            case Command.Affirm c -> TradeFacts.affirm(facts, c, caller);
            case Command.Reject c -> TradeFacts.reject(facts, c, caller);
            case Command.RequestCancel c -> TradeFacts.cancel(facts, c, caller);
            case Command.Settle c -> new RoundFacts(facts, c.lane(), c.pages(), caller, tx).gross(false);
            case Command.FailOverdue c -> new RoundFacts(facts, c.lane(), c.pages(), caller, tx).gross(true);
            case Command.Offset c -> new RoundFacts(facts, c.lane(), c.pages(), caller, tx).offset();
            case Command.SettleSet c -> new RoundFacts(facts, c.lane(), c.selections(), caller, tx).settleSet();
            default -> throw new IllegalStateException("the oracle does not know " + command);
        };
    }
}
