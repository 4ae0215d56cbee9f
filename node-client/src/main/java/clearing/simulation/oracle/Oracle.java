package clearing.simulation.oracle;

import clearing.kernel.Batch;
import clearing.kernel.Caller;
import clearing.kernel.ResultCode;
import clearing.kernel.TxContext;
import clearing.kernel.command.Command;
import clearing.kernel.command.Command.PageSelection;
import clearing.kernel.command.RiskCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Says beforehand what each command of a batch comes to, and keeps the facts. */
public final class Oracle {
    private Facts facts = new Facts();

    /** What is so after all batches so far. */
    public Facts facts() {
        return facts;
    }

    /** How far each capped slot may fall below zero, at an instant. */
    public SortedMap<String, Long> caps(Instant at) {
        SortedMap<String, Long> caps = new TreeMap<>();
        Room room = new Room(facts, at);
        facts.agreed().caps().keySet().forEach(slot -> caps.put(slot, room.cap(slot)));
        return caps;
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
            case Command.Affirm c -> TradeFacts.affirm(facts, c, caller, tx.timestamp());
            case Command.Reject c -> TradeFacts.reject(facts, c, caller, tx.timestamp());
            case Command.RequestCancel c -> TradeFacts.cancel(facts, c, caller);
            case Command.Settle c -> new RoundFacts(facts, c.lane(), c.pages(), caller, tx).gross(false);
            case Command.FailOverdue c -> new RoundFacts(facts, c.lane(), c.pages(), caller, tx).gross(true);
            case Command.Offset c -> new RoundFacts(facts, c.lane(), c.pages(), caller, tx).offset();
            case Command.SettleSet c -> new RoundFacts(facts, c.lane(), c.selections(), caller, tx).settleSet();
            case Command.SettleRound c ->
                new RoundFacts(
                                facts,
                                c.lane(),
                                c.pages().stream().map(PageSelection::all).toList(),
                                caller,
                                tx)
                        .whole();
            case Command.CutOff c -> new CycleFacts(facts, c.cycle(), caller, tx).cutOff();
            case Command.NetCycle c -> new CycleFacts(facts, c.cycle(), caller, tx).net();
            case Command.SettleCycle c -> new CycleFacts(facts, c.cycle(), caller, tx).settle(c.carry());
            case Command.CloseCycle c -> new CycleFacts(facts, c.cycle(), caller, tx).close(c.pages());
            case Command.Deliver c -> CycleFacts.deliver(facts, c, caller, tx);
            case RiskCommand c -> RiskFacts.apply(facts, c, caller, tx);
            default -> throw new IllegalStateException("the oracle does not know " + command);
        };
    }
}
