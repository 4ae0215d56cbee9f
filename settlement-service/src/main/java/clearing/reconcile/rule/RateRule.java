package clearing.reconcile.rule;

import clearing.reconcile.AccountKey;
import clearing.reconcile.Booking;
import clearing.reconcile.BreakKind;
import clearing.reconcile.OpenItems;
import clearing.reconcile.Posting;
import clearing.reconcile.Proposal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A posting in one currency that is booked in another, at a rate within a band.
 *
 * @param rates in the order of preference
 * @param bandBasisPoints how far the books' amount may be from the rate's
 * @param businessDays between value dates
 */
public record RateRule(Head head, List<Rate> rates, int bandBasisPoints, int businessDays) implements Rule {
    public RateRule {
        rates = List.copyOf(rates);
    }

    /**
     * Minor units of {@code to} for minor units of {@code from}, as a fraction.
     *
     * @param from the chain's asset
     * @param to the books' asset
     */
    public record Rate(String from, String to, BigInteger numerator, BigInteger denominator) {
        public Rate {
            if (numerator.signum() <= 0 || denominator.signum() <= 0) {
                throw new IllegalArgumentException("a rate is above 0");
            }
        }

        BigInteger of(long minor) {
            return BigInteger.valueOf(minor).multiply(numerator).divide(denominator);
        }
    }

    @Override
    public List<Proposal> propose(OpenItems open, Aliases aliases) {
        Pairing pairing = new Pairing();
        Shelf<Booking> shelf = new Shelf<>(open.bookings());
        for (Posting posting : open.postings()) {
            if (!head.covers(posting.key())) {
                continue;
            }
            for (Rate rate : rates) {
                if (rate.from().equals(posting.key().asset())) {
                    BigInteger at = rate.of(posting.amountMinor());
                    BigInteger band = band(at);
                    AccountKey there = new AccountKey(posting.key().account(), rate.to());
                    for (Booking booking :
                            shelf.between(there, at.subtract(band), at.add(band), Pairing.MAX_CANDIDATES)) {
                        consider(pairing, posting, booking, at, aliases);
                    }
                }
            }
        }
        for (OpenItems.Differing each : open.differing()) {
            Posting posting = each.postings().getFirst();
            Booking booking = each.bookings().getFirst();
            if (each.kind() == BreakKind.CURRENCY_DIFFERS && head.covers(posting.key())) {
                for (Rate rate : rates) {
                    BigInteger at = rate.of(posting.amountMinor());
                    if (rate.from().equals(posting.key().asset())
                            && rate.to().equals(booking.key().asset())
                            && at.subtract(BigInteger.valueOf(booking.amountMinor()))
                                            .abs()
                                            .compareTo(band(at))
                                    <= 0) {
                        consider(pairing, posting, booking, at, aliases);
                        break;
                    }
                }
            }
        }
        return new ArrayList<>(pairing.proposals(head));
    }

    private BigInteger band(BigInteger at) {
        return at.abs().multiply(BigInteger.valueOf(bandBasisPoints)).divide(BigInteger.valueOf(10_000));
    }

    private void consider(Pairing pairing, Posting posting, Booking booking, BigInteger at, Aliases aliases) {
        if (Tolerance.days(posting.valueDate(), booking.valueDate()) <= businessDays
                && aliases.agree(posting.counterparty(), booking.counterparty())) {
            pairing.add(posting, booking, Likeness.atRate(posting, booking, at, aliases));
        }
    }
}
