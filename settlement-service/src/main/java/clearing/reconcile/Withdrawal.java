package clearing.reconcile;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What it takes to have a booking out of its case again. */
final class Withdrawal {
    private static final String REASON = "an entry of the books was withdrawn";
    private static final String PARTED = "people have parted it";

    private Withdrawal() {}

    /**
     * Builds the cases of what is left of a case without the booking, which may have held several references together. What was judged
     * and told of an item goes with it; of the withdrawn booking alone, it stays with the emptied case.
     *
     * @param ofReference makes the case of a reference
     * @param ofItem makes the case of an item, joining those of its references
     * @param touched takes every case that is to be judged again
     */
    static void takeApart(
            Case from,
            Booking without,
            Function<String, Case> ofReference,
            Function<Item, Case> ofItem,
            Set<Case> touched) {
        List<Item> left = itemsWithout(from, without);
        from.unsettled.forEach(reference -> ofReference.apply(reference).addUnsettled(reference));
        left.forEach(item -> ofItem.apply(item).add(item));
        for (Finding agreed : from.elsewhere) {
            for (Item item : boundFrom(from, agreed)) {
                ofItem.apply(item).note(agreed, true);
                touched.add(ofItem.apply(item));
            }
        }
        moveFindings(from, without, ofItem);
        touched.add(from);
        left.forEach(item -> touched.add(ofItem.apply(item)));
    }

    /** The items of an agreement whose references lead to the case. */
    private static List<Item> boundFrom(Case from, Finding agreed) {
        List<Item> items = new ArrayList<>(agreed.postings());
        items.addAll(agreed.bookings());
        items.removeIf(
                item -> item.references().stream().map(References::normalise).noneMatch(from.references::contains));
        return items;
    }

    /** The items of a case but one. */
    private static List<Item> itemsWithout(Case from, Booking booking) {
        List<Item> left = new ArrayList<>(from.size());
        left.addAll(from.postings);
        for (Booking each : from.bookings) {
            if (!each.id().equals(booking.id())) {
                left.add(each);
            }
        }
        return left;
    }

    /** Moves what was judged and told of a case to the cases of its items, and empties it. */
    private static void moveFindings(Case from, Booking without, Function<Item, Case> caseOf) {
        List<Finding> told = from.toldSoFar();
        List<Finding> local = from.local;
        from.told = move(told, from, without, caseOf, true);
        from.local = move(local, from, without, caseOf, false);
        from.clear();
    }

    private static List<Finding> move(
            List<Finding> findings, Case from, Booking without, Function<Item, Case> caseOf, boolean told) {
        List<Finding> staying = new ArrayList<>();
        for (Finding finding : findings) {
            Optional<Case> to = other(finding, from, without).map(caseOf);
            if (to.isEmpty()) {
                staying.add(finding);
            } else if (told) {
                to.get().told = with(to.get().told, finding);
            } else {
                to.get().local = with(to.get().local, finding);
            }
        }
        return staying;
    }

    /** An item of the finding that is in the case and is not withdrawn. */
    private static Optional<Item> other(Finding finding, Case from, Booking without) {
        for (Posting posting : finding.postings()) {
            if (from.contains(posting)) {
                return Optional.of(posting);
            }
        }
        for (Booking booking : finding.bookings()) {
            if (!booking.id().equals(without.id()) && from.contains(booking)) {
                return Optional.of(booking);
            }
        }
        return Optional.empty();
    }

    private static List<Finding> with(List<Finding> findings, Finding more) {
        List<Finding> all = new ArrayList<>(findings);
        all.add(more);
        return all;
    }

    /** Sets bookings aside that no agreement holds. */
    static List<Verdict> parted(
            List<Booking> bookings,
            Agreements agreements,
            CaseIndex cases,
            Function<Set<Case>, List<Verdict>> rejudge) {
        Set<Case> touched = new LinkedHashSet<>();
        for (Booking booking : bookings) {
            if (agreements.holding(booking).isPresent()) {
                throw new AgreementRefused(
                        AgreementRefused.Reason.ALREADY_MATCHED, "The entry " + booking.id() + " is in an agreement.");
            }
            cases.setAside(booking, touched);
        }
        List<Verdict> verdicts = new ArrayList<>();
        for (Verdict verdict : rejudge.apply(touched)) {
            verdicts.add(
                    verdict instanceof Verdict.MatchWithdrawn w
                            ? new Verdict.MatchWithdrawn(w.key(), w.postings(), w.bookings(), PARTED)
                            : verdict);
        }
        return verdicts;
    }

    /** Verdicts with the reason for what ended with the booking. */
    static List<Verdict> worded(Booking booking, List<Verdict> verdicts) {
        List<Verdict> worded = new ArrayList<>(verdicts.size());
        for (Verdict verdict : verdicts) {
            worded.add(
                    switch (verdict) {
                        case Verdict.MatchWithdrawn w
                        when w.bookings().contains(booking.id()) ->
                            new Verdict.MatchWithdrawn(w.key(), w.postings(), w.bookings(), REASON);
                        case Verdict.BreakClosed c
                        when c.reason().equals(Telling.UNKNOWN) ->
                            new Verdict.BreakClosed(c.breakId(), c.kind(), REASON);
                        default -> verdict;
                    });
        }
        return worded;
    }
}
