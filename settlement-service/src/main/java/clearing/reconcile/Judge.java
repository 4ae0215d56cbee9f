package clearing.reconcile;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Judges a case: a pure function of its items, its unsettled references and the last closed day. Steps go from sure to less sure,
 * each takes items out of what is left; nothing depends on the order in which the items came, because they are sorted first.
 */
final class Judge {
    /** Everything agrees, found by reference. */
    static final String BY_REFERENCE = Rules.BY_REFERENCE;
    /** An entry and its correction within the books, with nothing of it on the chain. */
    static final String CANCELLED_IN_BOOKS = "cancelled-in-books";

    private static final Grounds REFERENCE = Grounds.exact(BY_REFERENCE, Rules.VERSION);
    private static final Grounds CANCELLED = Grounds.exact(CANCELLED_IN_BOOKS, Rules.VERSION);

    private final Rules rules;
    /** First day of the books, by account. */
    private final Map<AccountKey, LocalDate> opened = new HashMap<>();

    Judge(Rules rules) {
        this.rules = rules;
    }

    /** Notes that an account's books begin on a day, or earlier than was known. True when that is news. */
    boolean open(AccountKey key, LocalDate firstDay) {
        LocalDate known = opened.get(key);
        if (known != null && !firstDay.isBefore(known)) {
            return false;
        }
        opened.put(key, firstDay);
        return true;
    }

    static Grounds grounds(String rule) {
        return switch (rule) {
            case BY_REFERENCE -> REFERENCE;
            case CANCELLED_IN_BOOKS -> CANCELLED;
            default -> throw new IllegalArgumentException("not a rule of the engine: " + rule);
        };
    }

    List<Finding> judge(Case judged, LocalDate closedThrough) {
        if (judged.agreement.isPresent()) {
            return List.of(Finding.agreed(judged.agreement.get()));
        }
        if (judged.postings.size() == 1 && judged.bookings.size() == 1) {
            Posting posting = judged.postings.getFirst();
            Booking booking = judged.bookings.getFirst();
            if (Pairs.sameMovement(posting, booking)
                    && Pairs.sharesReference(posting, booking)
                    && booking.references().size() == 1
                    && Pairs.firstDifference(posting, booking, rules) == null) {
                return List.of(Finding.agreed(BY_REFERENCE, posting, booking));
            }
        }
        if (judged.size() == 1 && judged.unsettled.isEmpty() && judged.elsewhere.isEmpty()) {
            Item only = judged.postings.isEmpty() ? judged.bookings.getFirst() : judged.postings.getFirst();
            return List.of(alone(only, closedThrough));
        }
        Leftovers left = new Leftovers(judged);
        List<Finding> findings = new ArrayList<>(left.size());
        Pairs.sameAmount(left, rules, findings);
        Pairs.oppositeSign(left, findings);
        Groups.split(left, findings);
        Groups.merged(left, findings);
        Pairs.otherAmount(left, findings);
        if (!left.bookings.isEmpty()) {
            Extras extras = new Extras(findings, judged.elsewhere);
            extras.cancelled(left, e -> isUnsettled(e, judged) || isDue(e, closedThrough), findings);
            extras.repeatedOrReversed(left, findings);
        }
        if (left.hasBoth()) {
            Groups.mergedUnbalanced(left, item -> isDue(item, closedThrough), findings);
            Pairs.acrossAccounts(left, item -> isDue(item, closedThrough), findings);
        }
        for (Booking booking : left.bookings) {
            if (isUnsettled(booking, judged)) {
                findings.add(Finding.differs(BreakKind.UNSETTLED_ON_CHAIN, booking, List.of()));
            } else {
                findings.add(alone(booking, closedThrough));
            }
        }
        for (Posting posting : left.postings) {
            findings.add(alone(posting, closedThrough));
        }
        return findings;
    }

    private Finding alone(Item item, LocalDate closedThrough) {
        if (item instanceof Posting posting && isBeforeBooks(posting)) {
            return Finding.carried(posting);
        }
        return isDue(item, closedThrough) ? Finding.missing(item) : Finding.waiting(item);
    }

    private boolean isBeforeBooks(Posting posting) {
        LocalDate firstDay = opened.isEmpty() ? null : opened.get(posting.key());
        return firstDay != null && posting.valueDate().isBefore(firstDay);
    }

    /** The first day whose close makes the item overdue. */
    LocalDate dueOn(Item item) {
        return BusinessDays.after(item.valueDate(), rules.pendingGraceDays());
    }

    private boolean isDue(Item item, LocalDate closedThrough) {
        return !item.valueDate().isAfter(closedThrough) && !dueOn(item).isAfter(closedThrough);
    }

    private static boolean isUnsettled(Booking booking, Case judged) {
        if (judged.unsettled.isEmpty()) {
            return false;
        }
        for (String reference : booking.references()) {
            if (judged.unsettled.contains(References.normalise(reference))) {
                return true;
            }
        }
        return false;
    }
}
