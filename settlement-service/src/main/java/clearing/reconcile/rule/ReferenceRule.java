package clearing.reconcile.rule;

import clearing.reconcile.Booking;
import clearing.reconcile.BreakKind;
import clearing.reconcile.OpenItems;
import clearing.reconcile.Posting;
import clearing.reconcile.Proposal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Equal references whose other fields are within tolerance, and entries that split or merge postings.
 *
 * @param groups true to take several entries for one posting and one entry for several postings too
 */
public record ReferenceRule(Head head, Tolerance tolerance, boolean groups) implements Rule {
    private static final Set<BreakKind> PAIRS = EnumSet.of(
            BreakKind.AMOUNT_DIFFERS, BreakKind.DATE_DIFFERS, BreakKind.LATE_IN_BOOKS, BreakKind.COUNTERPARTY_DIFFERS);
    private static final Set<BreakKind> GROUPS = EnumSet.of(BreakKind.SPLIT_IN_BOOKS, BreakKind.MERGED_IN_BOOKS);

    @Override
    public List<Proposal> propose(OpenItems open, Aliases aliases) {
        List<Proposal> proposals = new ArrayList<>();
        for (OpenItems.Differing each : open.differing()) {
            boolean pair = PAIRS.contains(each.kind());
            if ((pair || (groups && GROUPS.contains(each.kind()))) && fits(each, aliases)) {
                Posting posting = each.postings().getFirst();
                proposals.add(new Proposal(
                        head.name(),
                        head.automatic(),
                        each.postings(),
                        each.bookings(),
                        pair
                                ? Likeness.of(posting, each.bookings().getFirst(), aliases)
                                : Likeness.of(each.postings(), each.bookings(), 0, "references equal")));
            }
        }
        return proposals;
    }

    private boolean fits(OpenItems.Differing differing, Aliases aliases) {
        Posting first = differing.postings().getFirst();
        BigInteger chain = BigInteger.ZERO;
        BigInteger books = BigInteger.ZERO;
        for (Posting posting : differing.postings()) {
            if (!head.covers(posting.key())) {
                return false;
            }
            chain = chain.add(BigInteger.valueOf(posting.amountMinor()));
            for (Booking booking : differing.bookings()) {
                if (!posting.key().equals(booking.key())
                        || !tolerance.dates(posting, booking)
                        || !aliases.agree(posting.counterparty(), booking.counterparty())) {
                    return false;
                }
            }
        }
        for (Booking booking : differing.bookings()) {
            LocalDate value = first.valueDate().isAfter(booking.valueDate()) ? first.valueDate() : booking.valueDate();
            if (differing.kind() == BreakKind.LATE_IN_BOOKS
                    && Tolerance.days(value, booking.bookingDate()) > tolerance.businessDays()) {
                return false;
            }
            books = books.add(BigInteger.valueOf(booking.amountMinor()));
        }
        return tolerance.amount(chain, books);
    }
}
