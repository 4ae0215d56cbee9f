package clearing.simulation.invariant;

import clearing.simulation.ledger.Block;
import clearing.simulation.ledger.Contract;
import clearing.simulation.ledger.LedgerWatch;
import clearing.simulation.ledger.Peer;
import clearing.simulation.ledger.TxCode;
import clearing.simulation.member.Books;
import clearing.simulation.member.Projection;
import clearing.simulation.member.ProjectionWatch;
import java.util.List;
import java.util.function.Consumer;

/** All invariants, told of every change in the step in which it happens. */
public final class Invariants implements LedgerWatch, ProjectionWatch {
    private final Chronicle chronicle;
    private final List<Invariant> all = List.of(
            new Conservation(),
            new Positions(),
            new Netting(),
            new TradeStates(),
            new ChainIntegrity(),
            new Agreement(),
            new Idempotency(),
            new ExactlyOnce(),
            new Finality(),
            new Floors(),
            new Rules(),
            new KnownOutcomes(),
            new Rebuild(),
            new Cursor(),
            new Limits(),
            new CycleBooks(),
            new CycleNets(),
            new SetAside(),
            new LossSharing(),
            new Quarantine(),
            new Liveness());
    private final Consumer<Chapter> reader;

    /** @param reader sees each chapter once */
    public Invariants(Contract contract, Consumer<Chapter> reader) {
        this.chronicle = new Chronicle(contract);
        this.reader = reader;
    }

    /** All of them, for people. */
    public List<Invariant> all() {
        return all;
    }

    public Chronicle chronicle() {
        return chronicle;
    }

    @Override
    public void committed(Peer peer, Block block, List<TxCode> codes) {
        if (block.number() == chronicle.chapters().size()) {
            Chapter chapter = chronicle.write(block, codes);
            all.forEach(invariant -> invariant.first(chapter, chronicle));
            reader.accept(chapter);
        }
        Chapter chapter = chronicle.chapters().get((int) block.number());
        all.forEach(invariant -> invariant.committed(peer, chapter));
    }

    @Override
    public void committed(Projection projection, long epoch, Books.Page page) {
        if (page.block() >= chronicle.chapters().size()) {
            throw new Violation("INV-07", projection.member() + " read block " + page.block() + " before any peer");
        }
        Chapter chapter = chronicle.chapters().get((int) page.block());
        all.forEach(invariant -> invariant.projected(projection, epoch, page, chapter));
    }

    /** Nothing moves any more. */
    public void atRest(Rest rest) {
        all.forEach(invariant -> invariant.atRest(rest));
    }
}
