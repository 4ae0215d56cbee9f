package clearing.settlement.ledger;

import clearing.client.chain.VerifiedBlock;
import clearing.client.outbox.Envelope;
import clearing.kernel.Batch;
import clearing.kernel.Outcome;
import clearing.kernel.command.Command;
import clearing.settlement.errand.Errand;
import clearing.settlement.errand.LedgerDoor;
import com.google.protobuf.ByteString;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A simulated chain that grows while a service follows it, and takes the service's envelopes, each once and in a block of its own. */
public final class ChainDoor implements LedgerDoor {
    private final SimulatedChain chain;
    private final List<VerifiedBlock> delivered;
    private final Set<String> taken = new HashSet<>();
    private int ids;

    /** @param first how many of its blocks are there to begin with */
    public ChainDoor(SimulatedChain chain, int first) {
        this.chain = chain;
        this.delivered = new CopyOnWriteArrayList<>(chain.blocks().subList(0, first));
    }

    /** All blocks so far; the list grows. */
    public List<VerifiedBlock> delivered() {
        return delivered;
    }

    /** The rest of the chain comes. */
    public void deliver() {
        delivered.addAll(chain.blocks().subList(delivered.size(), chain.blocks().size()));
    }

    @Override
    public Envelope endorse(Errand.Kind kind, byte[] content) {
        ByteString outcome = ByteString.copyFrom(Outcome.encode(List.of(Outcome.done(1))));
        return new Envelope("envelope-" + ids++, ByteString.copyFrom(content), outcome);
    }

    @Override
    public void submit(Errand.Kind kind, Envelope envelope) {
        if (taken.add(envelope.txId())) {
            Command command = Batch.decode(envelope.signed().toByteArray())
                    .entries()
                    .getFirst()
                    .command();
            chain.submitAs(SimulatedChain.HARBOUR, "", command, envelope.txId());
            chain.seal();
            deliver();
        }
    }
}
