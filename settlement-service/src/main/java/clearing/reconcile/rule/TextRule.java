package clearing.reconcile.rule;

import clearing.reconcile.AccountKey;
import clearing.reconcile.Booking;
import clearing.reconcile.OpenItems;
import clearing.reconcile.Posting;
import clearing.reconcile.Proposal;
import clearing.reconcile.References;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A reference that stands in the free text of an entry, found by a pattern. */
public record TextRule(Head head, TextPattern pattern, Tolerance tolerance) implements Rule {
    private record Named(AccountKey key, String reference) {}

    @Override
    public List<Proposal> propose(OpenItems open, Aliases aliases) {
        Map<Named, List<Posting>> postings = new HashMap<>();
        for (Posting posting : open.postings()) {
            if (head.covers(posting.key())) {
                postings.computeIfAbsent(
                                new Named(posting.key(), References.normalise(posting.reference())),
                                k -> new ArrayList<>(1))
                        .add(posting);
            }
        }
        Pairing pairing = new Pairing();
        for (Booking booking : open.bookings()) {
            Set<String> references = new LinkedHashSet<>();
            pattern.find(booking.text()).forEach(found -> references.add(References.normalise(found)));
            for (String reference : references) {
                for (Posting posting : postings.getOrDefault(new Named(booking.key(), reference), List.of())) {
                    if (tolerance.amount(
                                    BigInteger.valueOf(posting.amountMinor()),
                                    BigInteger.valueOf(booking.amountMinor()))
                            && tolerance.dates(posting, booking)) {
                        pairing.add(posting, booking, Likeness.inText(posting, booking, reference, aliases));
                    }
                }
            }
        }
        return pairing.proposals(head);
    }
}
