package clearing.bench.reconcile;

import clearing.reconcile.Booking;
import clearing.reconcile.Item;
import clearing.reconcile.ItemBatch;
import clearing.reconcile.Posting;
import clearing.reconcile.Reconciler;
import clearing.reconcile.Rules;
import java.util.ArrayList;
import java.util.List;

/** The product's matching alone: items that are loaded as columns go to a new engine, whose every verdict is taken. */
final class ProductMatch {
    private final Reconciler engine = new Reconciler(Rules.standard(Rules.AmountText.minorUnits()));
    private final ItemBatch batch = engine.batch();
    private final List<Item> others = new ArrayList<>();

    /** Loads both sides; what does not fit a column stays an object. */
    ProductMatch(List<Posting> postings, List<Booking> bookings) {
        postings.forEach(this::load);
        bookings.forEach(this::load);
    }

    private void load(Item item) {
        if (!batch.add(item)) {
            others.add(item);
        }
    }

    /** Gives the items and the close of the last day. Once. */
    Counts match() {
        VerdictCount count = new VerdictCount();
        engine.onBatch(batch, count);
        for (Item item : others) {
            count.verdicts(
                    switch (item) {
                        case Posting p -> engine.onPosting(p);
                        case Booking b -> engine.onBooking(b);
                    });
        }
        count.verdicts(engine.closeDay(Market.LAST_DAY.plusWeeks(1)));
        return count.counts();
    }
}
