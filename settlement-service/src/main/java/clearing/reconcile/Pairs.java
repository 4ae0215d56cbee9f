package clearing.reconcile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The steps that put one posting beside one booking. */
final class Pairs {
    /** Bounds the work on a reference that very many items share; the rest of them is missing rather than different. */
    private static final int MAX_CANDIDATES = 200_000;

    private record Candidate(Posting posting, Booking booking, long distance) {}

    private Pairs() {}

    /**
     * Same account, asset, amount and reference. Pairs that agree in everything go first, so that a booking with a wrong date never
     * takes the place of the right one.
     */
    static void sameAmount(Leftovers left, Rules rules, List<Finding> findings) {
        takePairs(left, (p, b) -> sameMovement(p, b) && firstDifference(p, b, rules) == null, null, findings);
        if (left.hasBoth()) {
            for (BreakKind kind :
                    List.of(BreakKind.LATE_IN_BOOKS, BreakKind.DATE_DIFFERS, BreakKind.COUNTERPARTY_DIFFERS)) {
                takePairs(left, (p, b) -> sameMovement(p, b) && firstDifference(p, b, rules) == kind, kind, findings);
            }
        }
    }

    static void oppositeSign(Leftovers left, List<Finding> findings) {
        takePairs(
                left,
                (p, b) -> p.key().equals(b.key()) && p.amountMinor() == -b.amountMinor() && !b.reversal(),
                BreakKind.SIGN_DIFFERS,
                findings);
    }

    /** Same account, asset and reference: the nearest amounts first. */
    static void otherAmount(Leftovers left, List<Finding> findings) {
        if (!left.hasBoth()) {
            return;
        }
        List<Candidate> candidates = new ArrayList<>();
        for (Posting posting : left.postings) {
            for (Booking booking : left.bookings) {
                if (posting.key().equals(booking.key()) && isSingle(booking) && sharesReference(posting, booking)) {
                    candidates.add(new Candidate(posting, booking, distance(posting, booking)));
                }
            }
            if (candidates.size() > MAX_CANDIDATES) {
                break;
            }
        }
        candidates.sort(Comparator.comparingLong(Candidate::distance)
                .thenComparing(c -> c.booking().reversal())
                .thenComparing(c -> c.posting().id(), Leftovers::compareIds)
                .thenComparing(c -> c.booking().id(), Leftovers::compareIds));
        Set<Item> taken = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Candidate c : candidates) {
            if (!taken.contains(c.posting()) && !taken.contains(c.booking())) {
                taken.add(c.posting());
                taken.add(c.booking());
                findings.add(Finding.differs(BreakKind.AMOUNT_DIFFERS, c.posting(), c.booking()));
            }
        }
        left.postings.removeIf(taken::contains);
        left.bookings.removeIf(taken::contains);
    }

    /**
     * Booked in the wrong place: another currency of the same account, or another account. Only when both days have closed, because
     * until then the entry of the right place, and the posting that the wrong one belongs to, may still come.
     */
    static void acrossAccounts(Leftovers left, Predicate<Item> isDue, List<Finding> findings) {
        takePairs(
                left,
                (p, b) -> isDue.test(p) && isDue.test(b) && otherCurrency(p, b) && p.amountMinor() == b.amountMinor(),
                BreakKind.CURRENCY_DIFFERS,
                findings);
        takePairs(
                left,
                (p, b) -> isDue.test(p) && isDue.test(b) && otherCurrency(p, b),
                BreakKind.CURRENCY_DIFFERS,
                findings);
        takePairs(
                left,
                (p, b) -> isDue.test(p)
                        && isDue.test(b)
                        && p.key().asset().equals(b.key().asset())
                        && !p.key().account().equals(b.key().account())
                        && p.amountMinor() == b.amountMinor(),
                BreakKind.ACCOUNT_DIFFERS,
                findings);
    }

    /** True for one account, one asset and one amount. */
    static boolean sameMovement(Posting posting, Booking booking) {
        return posting.amountMinor() == booking.amountMinor() && posting.key().equals(booking.key());
    }

    static boolean sharesReference(Posting posting, Booking booking) {
        String wanted = References.normalise(posting.reference());
        for (String reference : booking.references()) {
            if (References.normalise(reference).equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    /** The first difference of a pair with equal movement, by precedence, or null when there is none. */
    static @Nullable BreakKind firstDifference(Posting posting, Booking booking, Rules rules) {
        if (!booking.counterparty().isEmpty()
                && !posting.counterparty().isEmpty()
                && !booking.counterparty().equals(posting.counterparty())) {
            return BreakKind.COUNTERPARTY_DIFFERS;
        }
        if (!booking.valueDate().equals(posting.valueDate())) {
            return BreakKind.DATE_DIFFERS;
        }
        return isLate(booking, rules) ? BreakKind.LATE_IN_BOOKS : null;
    }

    static boolean isLate(Booking booking, Rules rules) {
        return booking.bookingDate().isAfter(booking.valueDate())
                && booking.bookingDate().isAfter(BusinessDays.after(booking.valueDate(), rules.bookingGraceDays()));
    }

    private static boolean otherCurrency(Posting posting, Booking booking) {
        return posting.key().account().equals(booking.key().account())
                && !posting.key().asset().equals(booking.key().asset())
                && posting.key().isCash()
                && booking.key().isCash()
                && Long.signum(posting.amountMinor()) == Long.signum(booking.amountMinor());
    }

    private static boolean isSingle(Booking booking) {
        return booking.references().size() == 1;
    }

    private static long distance(Posting posting, Booking booking) {
        // Saturates: an overflowing distance is a far one.
        long difference = posting.amountMinor() - booking.amountMinor();
        boolean overflow = ((posting.amountMinor() ^ booking.amountMinor()) & (posting.amountMinor() ^ difference)) < 0;
        return overflow || difference == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(difference);
    }

    @FunctionalInterface
    private interface PairRule {
        boolean holds(Posting posting, Booking booking);
    }

    /** Takes each posting with the first booking for which the rule holds; without a kind the pair agrees. */
    private static void takePairs(Leftovers left, PairRule rule, @Nullable BreakKind kind, List<Finding> findings) {
        if (!left.hasBoth()) {
            return;
        }
        for (Iterator<Posting> postings = left.postings.iterator(); postings.hasNext(); ) {
            Posting posting = postings.next();
            for (Iterator<Booking> bookings = left.bookings.iterator(); bookings.hasNext(); ) {
                Booking booking = bookings.next();
                if (isSingle(booking) && rule.holds(posting, booking) && sharesReference(posting, booking)) {
                    bookings.remove();
                    postings.remove();
                    findings.add(
                            kind == null
                                    ? Finding.agreed(Judge.BY_REFERENCE, posting, booking)
                                    : Finding.differs(kind, posting, booking));
                    break;
                }
            }
        }
    }
}
