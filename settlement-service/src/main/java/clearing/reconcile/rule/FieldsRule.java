package clearing.reconcile.rule;

import clearing.reconcile.Booking;
import clearing.reconcile.OpenItems;
import clearing.reconcile.Posting;
import clearing.reconcile.Proposal;
import java.math.BigInteger;
import java.util.List;

/**
 * Amount, value date and counterparty, whatever the reference.
 *
 * @param needsCounterparty false to let an entry without counterparty agree with any
 * @param onlyWithoutReference true to look at entries that name no reference only
 */
public record FieldsRule(Head head, Tolerance tolerance, boolean needsCounterparty, boolean onlyWithoutReference)
        implements Rule {
    @Override
    public List<Proposal> propose(OpenItems open, Aliases aliases) {
        Shelf<Booking> shelf = new Shelf<>(open.bookings());
        Pairing pairing = new Pairing();
        for (Posting posting : open.postings()) {
            if (!head.covers(posting.key())) {
                continue;
            }
            BigInteger chain = BigInteger.valueOf(posting.amountMinor());
            for (Booking booking : shelf.between(
                    posting.key(), tolerance.least(chain), tolerance.greatest(chain), Pairing.MAX_CANDIDATES)) {
                if (fits(posting, booking, aliases)) {
                    pairing.add(posting, booking, Likeness.of(posting, booking, aliases));
                }
            }
        }
        return pairing.proposals(head);
    }

    private boolean fits(Posting posting, Booking booking, Aliases aliases) {
        return tolerance.amount(BigInteger.valueOf(posting.amountMinor()), BigInteger.valueOf(booking.amountMinor()))
                && tolerance.dates(posting, booking)
                && (!onlyWithoutReference || booking.references().stream().allMatch(String::isBlank))
                && (needsCounterparty
                        ? aliases.same(posting.counterparty(), booking.counterparty())
                        : aliases.agree(posting.counterparty(), booking.counterparty()));
    }
}
