package clearing.bench.reconcile;

import clearing.reconcile.Booking;
import clearing.reconcile.Posting;
import clearing.reconcile.Reconciler;
import clearing.reconcile.Rules;
import java.util.List;

/** The product's matching alone: items in memory go to a new engine, whose every verdict is taken. */
final class ProductMatch {
    private ProductMatch() {}

    /** Gives the chain, the books and the close of the last day. */
    static Counts match(List<Posting> postings, List<Booking> bookings) {
        Reconciler engine = new Reconciler(Rules.standard(Rules.AmountText.minorUnits()));
        VerdictCount count = new VerdictCount();
        for (Posting posting : postings) {
            count.take(engine.onPosting(posting));
        }
        for (Booking booking : bookings) {
            count.take(engine.onBooking(booking));
        }
        count.take(engine.closeDay(Market.LAST_DAY.plusWeeks(1)));
        return count.counts();
    }
}
