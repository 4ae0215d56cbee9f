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
        for (Posting p : postings) {
            if (!batch.posting(
                    Long.parseLong(p.id()), p.key(), p.amountMinor(), p.reference(), p.counterparty(), p.valueDate())) {
                others.add(p);
            }
        }
        for (Booking b : bookings) {
            boolean fits = b.references().size() == 1
                    && batch.booking(
                            Long.parseLong(b.id()),
                            b.key(),
                            b.amountMinor(),
                            b.references().getFirst(),
                            b.counterparty(),
                            b.bookingDate(),
                            b.valueDate(),
                            b.reversal());
            if (!fits) {
                others.add(b);
            }
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
