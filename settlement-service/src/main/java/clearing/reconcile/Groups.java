package clearing.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The steps that put one item of a side beside several of the other. */
final class Groups {
    private Groups() {}

    /** All bookings that are left for a posting, same sign, sum up to it. */
    static void split(Leftovers left, List<Finding> findings) {
        if (left.postings.isEmpty() || left.bookings.size() < 2) {
            return;
        }
        for (Posting posting : List.copyOf(left.postings)) {
            List<Booking> parts = left.bookings.stream()
                    .filter(b -> b.key().equals(posting.key())
                            && b.references().size() == 1
                            && Long.signum(b.amountMinor()) == Long.signum(posting.amountMinor())
                            && Pairs.sharesReference(posting, b))
                    .toList();
            if (parts.size() > 1 && Sums.amountTo(parts, posting.amountMinor())) {
                left.postings.remove(posting);
                left.bookings.removeAll(parts);
                findings.add(new Finding.Differs(BreakKind.SPLIT_IN_BOOKS, List.of(posting), parts, List.of()));
            }
        }
    }

    /** All postings that are left for a booking sum up to it. */
    static void merged(Leftovers left, List<Finding> findings) {
        takeMerged(
                left,
                findings,
                (booking, covered) -> covered.size() > 1 && Sums.amountTo(covered, booking.amountMinor()));
    }

    /** A booking that names several postings and does not sum up, once nothing more can be expected. */
    static void mergedUnbalanced(Leftovers left, Predicate<Item> isDue, List<Finding> findings) {
        takeMerged(
                left,
                findings,
                (booking, covered) -> booking.references().size() > 1
                        && !covered.isEmpty()
                        && isDue.test(booking)
                        && covered.stream().allMatch(isDue));
    }

    @FunctionalInterface
    private interface MergeRule {
        boolean holds(Booking booking, List<Posting> covered);
    }

    private static void takeMerged(Leftovers left, List<Finding> findings, MergeRule rule) {
        if (!left.hasBoth()) {
            return;
        }
        for (Booking booking : List.copyOf(left.bookings)) {
            List<Posting> covered = new ArrayList<>();
            for (Posting posting : left.postings) {
                if (posting.key().equals(booking.key()) && Pairs.sharesReference(posting, booking)) {
                    covered.add(posting);
                }
            }
            if (rule.holds(booking, covered)) {
                left.bookings.remove(booking);
                left.postings.removeAll(covered);
                findings.add(new Finding.Differs(BreakKind.MERGED_IN_BOOKS, covered, List.of(booking), List.of()));
            }
        }
    }
}
