package clearing.reconcile;

import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** An engine on its way back: give all stored items in any order, then take it. */
public final class Restoring {
    private final Reconciler engine;
    private final Set<Case> touched = new LinkedHashSet<>();
    private final VerdictSink nobody = new VerdictSink.Ignored();

    Restoring(Reconciler engine, LocalDate closedThrough, Map<AccountKey, LocalDate> opened) {
        this.engine = engine;
        engine.beginRestore(closedThrough, opened);
    }

    /** A batch of the engine's, to be given to {@link #batch(ItemBatch)}. */
    public ItemBatch batch() {
        return engine.batch();
    }

    /** Items as columns. */
    public void batch(ItemBatch items) {
        if (engine.simple) {
            engine.front.take(items, nobody, this::other);
        } else {
            for (int i = 0; i < items.size(); i++) {
                other(items.item(i));
            }
        }
    }

    /** One item. */
    public void item(Item item) {
        engine.single.clear();
        if (engine.single.add(item)) {
            batch(engine.single);
        } else {
            other(item);
        }
    }

    private void other(Item item) {
        Case target = engine.cases.of(item, touched);
        if (!target.contains(item)) {
            target.add(item);
        }
        touched.add(target);
    }

    /** A trade that ended without settlement. */
    public void unsettled(UnsettledTrade trade) {
        String reference = References.normalise(trade.reference());
        if (!reference.isEmpty()) {
            Case target = engine.cases.ofReference(reference);
            target.addUnsettled(reference);
            touched.add(target);
        }
    }

    /** A booking whose references do not count, after all items and before the agreements. */
    public void aside(Booking booking) {
        engine.cases.setAside(booking, touched);
    }

    /**
     * An agreement that stands, after its items.
     *
     * @throws AgreementRefused when it holds an item that another one holds, or that was not given
     */
    public void agreement(Agreement agreement) {
        engine.check(agreement);
        engine.bind(agreement, touched);
    }

    /** The engine as it was. */
    public Reconciler done() {
        engine.front.settle(nobody, reference -> touched.add(engine.cases.ofReference(reference)));
        engine.rejudge(touched);
        return engine;
    }
}
