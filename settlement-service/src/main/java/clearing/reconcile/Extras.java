package clearing.reconcile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The steps for bookings beyond those that stand beside a posting. */
final class Extras {
    private record Movement(AccountKey key, long amountMinor, String reference) {
        static Movement of(Booking booking, String reference) {
            return new Movement(booking.key(), booking.amountMinor(), References.normalise(reference));
        }

        Movement opposite() {
            return new Movement(key, -amountMinor, reference);
        }
    }

    /** Findings that put a booking beside a posting, by the booking's movement. */
    private final Map<Movement, Finding> placed = new HashMap<>();

    /**
     * @param findings of the case so far
     * @param elsewhere agreements that hold items of its references
     */
    Extras(List<Finding> findings, List<Finding> elsewhere) {
        findings.forEach(this::place);
        elsewhere.stream()
                .filter(f -> !f.postings().isEmpty() && !f.bookings().isEmpty())
                .sorted(Comparator.comparing(f -> f.bookings().getFirst().id(), Leftovers::compareIds))
                .forEach(this::place);
    }

    private void place(Finding finding) {
        for (Booking booking : finding.bookings()) {
            for (String reference : booking.references()) {
                placed.putIfAbsent(Movement.of(booking, reference), finding);
            }
        }
    }

    /**
     * An entry and its correction, both without a posting, cancel each other within the books. Where nothing is placed yet the
     * posting may still come, so the two wait until {@code isSure}.
     */
    void cancelled(Leftovers left, Predicate<Booking> isSure, List<Finding> findings) {
        if (left.bookings.size() < 2) {
            return;
        }
        Map<Movement, Deque<Booking>> open = new HashMap<>();
        Set<Booking> taken = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Booking booking : left.bookings) {
            if (booking.references().size() != 1 || booking.amountMinor() == 0) {
                continue;
            }
            Movement movement = Movement.of(booking, booking.references().getFirst());
            Deque<Booking> opposite = open.getOrDefault(movement.opposite(), new ArrayDeque<>());
            boolean isPlaced = placed.containsKey(movement) || placed.containsKey(movement.opposite());
            if (!opposite.isEmpty() && (isPlaced || (isSure.test(booking) && isSure.test(opposite.getFirst())))) {
                Booking first = opposite.removeFirst();
                taken.add(first);
                taken.add(booking);
                findings.add(new Finding.Agreed(Judge.CANCELLED_IN_BOOKS, List.of(), List.of(first, booking)));
            } else {
                open.computeIfAbsent(movement, k -> new ArrayDeque<>()).add(booking);
            }
        }
        left.bookings.removeIf(taken::contains);
    }

    /** The same movement as a placed booking is a duplicate, the opposite one takes it back. */
    void repeatedOrReversed(Leftovers left, List<Finding> findings) {
        if (left.bookings.isEmpty() || placed.isEmpty()) {
            return;
        }
        left.bookings.removeIf(booking -> {
            for (String reference : booking.references()) {
                Movement movement = Movement.of(booking, reference);
                Finding same = placed.get(movement);
                Finding opposite = placed.get(movement.opposite());
                if (same != null) {
                    findings.add(Finding.differs(BreakKind.DUPLICATE_IN_BOOKS, booking, items(same)));
                    return true;
                }
                if (opposite != null) {
                    findings.add(Finding.differs(BreakKind.REVERSED_IN_BOOKS, booking, items(opposite)));
                    return true;
                }
            }
            return false;
        });
    }

    private static List<Item> items(Finding finding) {
        List<Item> items = new ArrayList<>(finding.postings());
        items.addAll(finding.bookings());
        return items;
    }
}
