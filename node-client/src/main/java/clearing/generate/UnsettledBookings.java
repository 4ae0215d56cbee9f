package clearing.generate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Entries for trades that the chain did not settle, each trade used once. */
final class UnsettledBookings {
    private final DayOptions options;
    private final Draw draw;
    private final List<PlannedTrade> unsettled;
    private final List<PlannedTrade> unalleged;

    UnsettledBookings(DayOptions options, Draw draw, List<PlannedTrade> trades) {
        this.options = options;
        this.draw = draw;
        this.unsettled = new ArrayList<>(trades.stream()
                .filter(trade -> !trade.fate().settles() && trade.fate().alleged())
                .toList());
        this.unalleged = new ArrayList<>(
                trades.stream().filter(trade -> !trade.fate().alleged()).toList());
    }

    /** A leg of a failed or rejected trade as one of its sides would have booked it from its own file. */
    BookEntry next() {
        if (unsettled.isEmpty()) {
            throw new IllegalStateException("fewer unsettled trades than planted breaks");
        }
        PlannedTrade trade = unsettled.remove(draw.below(unsettled.size()));
        boolean bySeller = trade.fate() == Fate.UNKNOWN_TO_BUYER || draw.oneIn(2);
        return bySeller ? booked(trade, trade.seller(), options.date()) : bookedByBuyer(trade);
    }

    boolean hasUnalleged() {
        return !unalleged.isEmpty();
    }

    /** A leg of a trade that only the buyer knows. */
    BookEntry nextUnalleged() {
        return bookedByBuyer(unalleged.remove(draw.below(unalleged.size())));
    }

    private BookEntry bookedByBuyer(PlannedTrade trade) {
        LocalDate valueDate = trade.fate() == Fate.VALUE_DATE_DIFFERS ? options.nextBusinessDay() : options.date();
        return booked(trade.seenByBuyer(), trade.buyer(), valueDate);
    }

    private BookEntry booked(PlannedTrade trade, Holder side, LocalDate valueDate) {
        Leg leg = draw.from(trade.legs());
        return BookEntry.of(Posting.ofLeg(trade, leg, side, valueDate)).withBooked(options.date());
    }
}
