package clearing.client.replay;

import clearing.client.chain.VerifiedBlock;
import clearing.client.replay.ChainReplay.Executed;
import clearing.client.replay.ReplayReport.RefusedReport;
import clearing.client.replay.Tally.Moment;
import clearing.kernel.Batch;
import clearing.kernel.Caller;
import clearing.kernel.MalformedInput;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.Transition;
import clearing.kernel.TxContext;
import clearing.kernel.command.Command;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.settlement.WaitingList;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.TradeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A real chain under changed rules. Every command is executed twice in the chain's order, by its caller and at its time: over the chain's own
 * state, where each write has to be the chain's, and over a state of its own with the changed rules.
 *
 * <p>Rounds come when they came on the chain. On the chain an agent had no reason for a round where nothing waited; where something waits
 * here that had settled there, the lane's last agent asks for one more before the next block.
 */
public final class WhatIf {
    private final ChainReplay chain;
    private final Fees fees;
    private final ChangedRules rules;
    private final ChangedLedger other;
    private final Tally was = new Tally();
    private final Tally would = new Tally();
    /** Settled on the chain and not yet here. */
    private final TreeSet<TradeId> behind = new TreeSet<>(Tally.BY_TRADE);
    /** Who asked for the last round, by lane. */
    private final Map<String, Caller> agents = new TreeMap<>();

    private final Map<String, RefusedReport> refused = new TreeMap<>();
    private long moreRounds;

    /**
     * @param chain from its first block on, nothing taken in yet
     * @param changes of the rules
     * @param fees charged on what either run settled
     */
    public WhatIf(ChainReplay chain, List<RuleChange> changes, Fees fees) {
        this.chain = chain;
        this.fees = fees;
        this.rules = new ChangedRules(changes);
        this.other = new ChangedLedger(rules);
    }

    /**
     * Takes in the next block.
     *
     * @throws clearing.client.chain.BlockRejected when the chain is not what its rules come to
     * @throws MalformedInput when the changes do not fit a constitution of the chain
     */
    public void accept(VerifiedBlock block) {
        List<Executed> executed = chain.accept(block);
        if (!executed.isEmpty()) {
            catchUp(executed.getFirst());
        }
        executed.forEach(this::twice);
    }

    private void twice(Executed executed) {
        Moment moment = new Moment(executed.block(), executed.tx().timestamp());
        Transition there = executed.transition();
        was.note(moment, there.effects()).stream()
                .filter(trade -> !would.settled().containsKey(trade))
                .forEach(behind::add);
        Transition here = other.apply(executed.caller(), executed.tx(), executed.batch());
        would.note(moment, here.effects()).forEach(behind::remove);
        for (int i = 0; i < there.outcomes().size(); i++) {
            Command command = executed.batch().entries().get(i).command();
            if (there.outcomes().get(i).accepted()) {
                if (command instanceof Command.SettleRound round) {
                    agents.put(round.lane(), executed.caller());
                }
                if (!here.outcomes().get(i).accepted()) {
                    refuse(command, here.outcomes().get(i), executed.block());
                }
            }
        }
    }

    private void refuse(Command command, Outcome outcome, long block) {
        String kind = command.getClass().getSimpleName();
        RefusedReport one = new RefusedReport(kind, outcome.code().name(), 1, block);
        refused.merge(kind + " " + outcome.code(), one, (before, more) -> before.again());
    }

    /** One more round in every lane that is behind, at the time of the next transaction. */
    private void catchUp(Executed next) {
        for (Map.Entry<String, Caller> agent : agents.entrySet()) {
            String lane = agent.getKey();
            boolean waits = behind.stream()
                            .anyMatch(trade -> trade.page().lane().equals(lane))
                    && !WaitingList.decode(lane, other.get(Keys.waiting(lane))).isEmpty();
            if (waits) {
                Batch round = Batch.of(new Command.SettleRound(lane, List.of()));
                TxContext tx = new TxContext("", next.tx().timestamp());
                List<TradeId> settled = would.note(
                        new Moment(next.block(), next.tx().timestamp()),
                        other.apply(agent.getValue(), tx, round).effects());
                moreRounds += settled.isEmpty() ? 0 : 1;
                settled.forEach(behind::remove);
            }
        }
    }

    /**
     * What would have been different so far.
     *
     * @throws MalformedInput when a change names what the chain does not have, or the chain has no constitution
     */
    public ReplayReport report() {
        rules.unused().stream().findFirst().ifPresent(change -> {
            throw new MalformedInput(
                    ResultCode.MALFORMED,
                    change.words(),
                    "the chain has no such member, counterparty, asset or lane, or the asset is no currency");
        });
        Constitution constitution = chain.get(Keys.CONSTITUTION)
                .map(Constitution::decode)
                .orElseThrow(() ->
                        new MalformedInput(ResultCode.NOT_CONSTITUTED, "chain", "no constitution is in force on it"));
        fees.check(constitution);
        return new ReplayReport(
                chain.blocks(),
                chain.transactions(),
                moreRounds,
                Stream.concat(rules.words().stream(), fees.words().stream()).toList(),
                new Comparison(constitution, was, would, fees).members(),
                new ArrayList<>(refused.values()));
    }
}
