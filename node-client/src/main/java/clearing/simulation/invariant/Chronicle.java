package clearing.simulation.invariant;

import clearing.kernel.Batch;
import clearing.kernel.Effect;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.Transition;
import clearing.kernel.balance.BalancePage;
import clearing.kernel.state.Keys;
import clearing.simulation.ledger.Block;
import clearing.simulation.ledger.Contract;
import clearing.simulation.ledger.Envelope;
import clearing.simulation.ledger.TxCode;
import clearing.simulation.ledger.VersionedState;
import clearing.simulation.oracle.Oracle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What happened, as one who sees everything has it: every block as it was first committed, and what the oracle says to it. */
public final class Chronicle {
    private final List<Chapter> chapters = new ArrayList<>();
    private final VersionedState state = new VersionedState();
    private final Oracle oracle = new Oracle();
    private final Map<String, Balances> balances = new HashMap<>();

    private final Contract contract;

    private record Balances(long version, List<BalancePage.Position> positions) {}

    Chronicle(Contract contract) {
        this.contract = contract;
    }

    /** Takes in the next block. */
    Chapter write(Block block, List<TxCode> codes) {
        List<Told> told = new ArrayList<>();
        List<List<Effect>> effects = new ArrayList<>();
        for (int i = 0; i < codes.size(); i++) {
            Envelope envelope = block.envelopes().get(i);
            if (codes.get(i) == TxCode.VALID) {
                Told one = tell(envelope);
                told.add(one);
                effects.add(one.effects());
                long version = VersionedState.version(block.number(), i);
                envelope.result().writes().forEach((key, value) -> state.put(key, value, version));
            } else {
                effects.add(List.of());
            }
        }
        Chapter chapter = new Chapter(block, codes, told, effects, state.digest());
        chapters.add(chapter);
        return chapter;
    }

    private Told tell(Envelope envelope) {
        Batch batch = Batch.decode(envelope.proposal().batch());
        Transition transition =
                contract.read(envelope.proposal(), state::get, state::version).transition();
        List<ResultCode> expected =
                oracle.apply(envelope.proposal().caller(), envelope.proposal().tx(), batch);
        return new Told(
                envelope,
                batch,
                Outcome.decode(envelope.result().outcomes()),
                expected,
                transition.effects(),
                oracle.caps(envelope.proposal().tx().timestamp()),
                oracle.facts().agreed());
    }

    /** All positions on the ledger by slot. */
    SortedMap<String, BalancePage.Position> positions() {
        SortedMap<String, BalancePage.Position> all = new TreeMap<>();
        state.under(Keys.BALANCE_PREFIX).forEach((key, page) -> {
            Balances known = balances.get(key);
            if (known == null || known.version() != page.version()) {
                known = new Balances(
                        page.version(),
                        BalancePage.decode(Optional.of(page.value())).positions());
                balances.put(key, known);
            }
            String member = key.substring(key.lastIndexOf('/') + 1);
            known.positions().forEach(p -> all.put(member + "/" + p.account() + "/" + p.asset(), p));
        });
        return all;
    }

    /** All blocks that somebody has committed. */
    public List<Chapter> chapters() {
        return chapters;
    }

    /** The state after the last chapter. */
    public VersionedState state() {
        return state;
    }

    public Oracle oracle() {
        return oracle;
    }
}
