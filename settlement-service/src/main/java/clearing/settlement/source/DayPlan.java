package clearing.settlement.source;

import clearing.books.BookEntry;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One day of a journal while a batch is fitted into it. */
final class DayPlan {
    final LocalDate day;
    /** Row of the statement; empty while the day is new. */
    final Optional<Long> statement;

    final List<BookEntry> fresh = new ArrayList<>();
    private final long movementsBefore;
    private final Optional<Long> openingBefore;
    private final boolean closedBefore;
    boolean openingStated;
    boolean closed;
    Optional<Long> opening;
    boolean continuous = true;

    private DayPlan(
            LocalDate day,
            Optional<Long> statement,
            long movements,
            Optional<Long> opening,
            boolean openingStated,
            boolean closed) {
        this.day = day;
        this.statement = statement;
        this.movementsBefore = movements;
        this.openingBefore = opening;
        this.opening = opening;
        this.openingStated = openingStated;
        this.closedBefore = closed;
        this.closed = closed;
    }

    static DayPlan fresh(LocalDate day) {
        return new DayPlan(day, Optional.empty(), 0, Optional.empty(), false, false);
    }

    static DayPlan stored(
            LocalDate day,
            long statement,
            long movements,
            Optional<Long> opening,
            boolean openingStated,
            boolean closed) {
        return new DayPlan(day, Optional.of(statement), movements, opening, openingStated, closed);
    }

    /** Sum of the day's entries, old and new. */
    long movements() {
        long sum = movementsBefore;
        for (BookEntry entry : fresh) {
            sum = Math.addExact(sum, entry.amountMinor());
        }
        return sum;
    }

    Optional<Long> closing() {
        return opening.map(minor -> Math.addExact(minor, movements()));
    }

    /** Whether a day that was closed before would end otherwise, or hold more. */
    boolean breaksTheClose() {
        return closedBefore && (!fresh.isEmpty() || !opening.equals(openingBefore));
    }

    /** Whether the day's opening is told to the books for the first time. */
    boolean opens() {
        return opening.isPresent() && openingBefore.isEmpty();
    }
}
