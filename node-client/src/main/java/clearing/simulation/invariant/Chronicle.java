package clearing.simulation.invariant;

import clearing.kernel.Batch;
import clearing.kernel.Effect;
import clearing.kernel.Kernel;
import clearing.kernel.Outcome;
import clearing.kernel.Transition;
import clearing.simulation.ledger.Block;
import clearing.simulation.ledger.Envelope;
import clearing.simulation.ledger.TxCode;
import clearing.simulation.ledger.VersionedState;
import clearing.simulation.oracle.Oracle;
import java.util.ArrayList;
import java.util.List;

/** What happened, as one who sees everything has it: every block as it was first committed, and what the oracle says to it. */
public final class Chronicle {
    private final List<Chapter> chapters = new ArrayList<>();
    private final VersionedState state = new VersionedState();
    private final Oracle oracle = new Oracle();

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
        Transition transition = Kernel.apply(
                state::get, envelope.proposal().caller(), envelope.proposal().tx(), batch);
        return new Told(
                envelope,
                batch,
                Outcome.decode(envelope.result().outcomes()),
                oracle.apply(envelope.proposal().caller(), envelope.proposal().tx(), batch),
                transition.effects());
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
