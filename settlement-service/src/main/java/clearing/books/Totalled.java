package clearing.books;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The balances that rows of totals state of a group of rows.
 *
 * @param opening before the first entry
 * @param closing after the last one
 */
record Totalled(Optional<At> opening, Optional<At> closing) {
    static final Totalled NOTHING = new Totalled(Optional.empty(), Optional.empty());

    /** A stated balance. */
    record At(long minor, Optional<LocalDate> day, Location location) {}

    boolean has(TotalKind kind) {
        return (kind == TotalKind.OPENING ? opening : closing).isPresent();
    }

    Totalled with(TotalKind kind, At stated) {
        return kind == TotalKind.OPENING
                ? new Totalled(Optional.of(stated), closing)
                : new Totalled(opening, Optional.of(stated));
    }

    Location closingAt(Location otherwise) {
        return closing.map(At::location).orElse(otherwise);
    }

    /** The stated closing, on its day or on that of the last entry. */
    Balance closing(List<BookEntry> entries) {
        At stated = closing.orElseThrow();
        LocalDate day = stated.day()
                .or(() -> entries.stream().map(BookEntry::bookingDate).max(LocalDate::compareTo))
                .orElseThrow(() -> new BooksException(
                        ProblemCode.DATE_MALFORMED,
                        stated.location(),
                        "",
                        "The closing balance has no day: neither its row names one, nor is there an entry."));
        return new Balance(stated.minor(), day);
    }

    /** The stated opening, else the one that closing and entries leave. */
    Balance opening(List<BookEntry> entries, Balance last) {
        LocalDate first = Proofs.firstDay(entries, last.date());
        return opening.map(stated -> new Balance(stated.minor(), stated.day().orElse(first)))
                .orElseGet(() -> Proofs.openingOf(last, entries, first, closingAt(new Location("", 0, 0)), ""));
    }
}
