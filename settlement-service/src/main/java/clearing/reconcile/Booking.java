package clearing.reconcile;

import clearing.books.BookEntry;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the member's books.
 *
 * @param id from (statement, entry)
 * @param amountMinor minor units, positive in, negative out
 * @param references what it says it books, without repeats: usually one, none when it does not say, several when it covers several postings
 * @param counterparty member id, or the name as written, or empty
 * @param reversal true when it takes back an earlier entry
 * @param text free text; empty where no rule reads it
 */
public record Booking(
        String id,
        AccountKey key,
        long amountMinor,
        List<String> references,
        String counterparty,
        LocalDate bookingDate,
        LocalDate valueDate,
        boolean reversal,
        String text)
        implements Item {
    /** An entry without free text. */
    public Booking(
            String id,
            AccountKey key,
            long amountMinor,
            List<String> references,
            String counterparty,
            LocalDate bookingDate,
            LocalDate valueDate,
            boolean reversal) {
        this(id, key, amountMinor, references, counterparty, bookingDate, valueDate, reversal, "");
    }

    public Booking {
        references = references.size() < 2 ? List.copyOf(references) : List.copyOf(new LinkedHashSet<>(references));
    }

    /** The entry as the matching engine sees it, without its text. */
    public static Booking of(String id, BookEntry entry) {
        return of(id, entry, false);
    }

    /** The entry as the matching engine sees it, with its text when a rule reads that. */
    public static Booking of(String id, BookEntry entry, boolean withText) {
        return new Booking(
                id,
                new AccountKey(entry.account(), entry.asset()),
                entry.amountMinor(),
                entry.references(),
                entry.counterparty(),
                entry.bookingDate(),
                entry.valueDate(),
                entry.reversal(),
                withText ? entry.text() : "");
    }

    /** The text is a hint for rules: an entry is the same with and without it. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Booking b
                && id.equals(b.id)
                && key.equals(b.key)
                && amountMinor == b.amountMinor
                && references.equals(b.references)
                && counterparty.equals(b.counterparty)
                && bookingDate.equals(b.bookingDate)
                && valueDate.equals(b.valueDate)
                && reversal == b.reversal;
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public Side side() {
        return Side.BOOKS;
    }
}
