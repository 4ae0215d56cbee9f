package clearing.reconcile;

import java.time.LocalDate;
import java.util.List;

/** Short ways to write facts of one Monday. */
final class Facts {
    static final LocalDate DAY = LocalDate.of(2026, 11, 23);
    static final AccountKey HKD = new AccountKey("HOUSE", "HKD");
    static final AccountKey CNY = new AccountKey("HOUSE", "CNY");
    static final AccountKey CLIENT_HKD = new AccountKey("CLIENT", "HKD");
    static final AccountKey STOCK = new AccountKey("HOUSE", "HK0000069689");

    private Facts() {}

    static Reconciler engine() {
        return new Reconciler(Rules.standard(Rules.AmountText.minorUnits()));
    }

    static Posting posting(String id, AccountKey key, long amount, String reference) {
        return new Posting(id, key, amount, reference, "Lotus", DAY);
    }

    static Booking booking(String id, AccountKey key, long amount, String... references) {
        return new Booking(id, key, amount, List.of(references), "Lotus", DAY, DAY, false);
    }

    static Booking with(Booking booking, String counterparty, LocalDate bookingDate, LocalDate valueDate) {
        return new Booking(
                booking.id(),
                booking.key(),
                booking.amountMinor(),
                booking.references(),
                counterparty,
                bookingDate,
                valueDate,
                booking.reversal());
    }

    static Booking reversal(Booking booking) {
        return new Booking(
                booking.id(),
                booking.key(),
                booking.amountMinor(),
                booking.references(),
                booking.counterparty(),
                booking.bookingDate(),
                booking.valueDate(),
                true);
    }
}
