package clearing.reconcile.rule;

import clearing.reconcile.Booking;
import clearing.reconcile.Evidence;
import clearing.reconcile.FieldDifference;
import clearing.reconcile.Item;
import clearing.reconcile.Posting;
import clearing.reconcile.References;
import clearing.reconcile.Tolerated;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** How alike items of two sides are, as a score of 0 to 1000 and in words. */
public final class Likeness {
    private Likeness() {}

    /** One posting and one entry of the same asset. */
    public static Evidence of(Posting posting, Booking booking, Aliases aliases) {
        Words words = new Words();
        amount(words, BigInteger.valueOf(posting.amountMinor()), BigInteger.valueOf(booking.amountMinor()));
        date(words, posting, booking);
        reference(words, posting, booking);
        counterparty(words, posting, booking, aliases);
        if (!posting.key().equals(booking.key())) {
            words.tell(
                    300,
                    "other account or asset",
                    "account",
                    posting.key().toString(),
                    booking.key().toString());
        }
        return words.evidence();
    }

    /** The posting's reference stands in the entry's text. */
    static Evidence inText(Posting posting, Booking booking, String reference, Aliases aliases) {
        Words words = new Words();
        words.reasons.add("reference " + reference + " stands in the text");
        amount(words, BigInteger.valueOf(posting.amountMinor()), BigInteger.valueOf(booking.amountMinor()));
        date(words, posting, booking);
        counterparty(words, posting, booking, aliases);
        return words.evidence();
    }

    /** Another currency at a rate. */
    static Evidence atRate(Posting posting, Booking booking, BigInteger atRate, Aliases aliases) {
        Words words = new Words();
        words.tell(
                50,
                "booked in " + booking.key().asset() + " at the rate",
                "asset",
                posting.key().asset(),
                booking.key().asset());
        amount(words, atRate, BigInteger.valueOf(booking.amountMinor()));
        date(words, posting, booking);
        counterparty(words, posting, booking, aliases);
        return words.evidence();
    }

    /** Several of a side: sums and how many days they spread over. */
    static Evidence of(List<Posting> postings, List<Booking> bookings, int penalty, String how) {
        Words words = new Words();
        words.penalty += penalty;
        words.reasons.add(how);
        List<Tolerated> tolerated = Tolerated.between(postings, bookings);
        words.reasons.add(postings.size() + " postings, " + bookings.size() + " entries");
        if (tolerated.isEmpty()) {
            words.reasons.add("sums equal");
        }
        for (Tolerated each : tolerated) {
            words.penalty += 50;
            words.reasons.add("sums of " + each.key() + " differ by " + each.minor() + " minor units");
        }
        List<Item> all = new ArrayList<>(postings);
        all.addAll(bookings);
        int spread = 0;
        for (Item item : all) {
            spread = Math.max(spread, Tolerance.days(all.getFirst().valueDate(), item.valueDate()));
        }
        if (spread > 0) {
            words.penalty += Math.min(300, 40 * spread);
            words.reasons.add("value dates up to " + days(spread) + " apart");
        }
        return words.evidence();
    }

    private static final class Words {
        private final List<String> reasons = new ArrayList<>();
        private final List<FieldDifference> differences = new ArrayList<>();
        private int penalty;

        void tell(int lost, String reason, String field, String chain, String books) {
            penalty += lost;
            reasons.add(reason);
            differences.add(new FieldDifference(field, chain, books));
        }

        Evidence evidence() {
            return new Evidence(Math.max(0, 1000 - penalty), String.join(", ", reasons), differences);
        }
    }

    private static void amount(Words words, BigInteger chain, BigInteger books) {
        BigInteger apart = chain.subtract(books).abs();
        if (apart.signum() == 0) {
            words.reasons.add("amount equal");
            return;
        }
        BigInteger size = chain.abs().max(books.abs());
        int perMille = apart.multiply(BigInteger.valueOf(1000))
                .divide(size)
                .min(BigInteger.valueOf(1000))
                .intValue();
        words.tell(
                Math.min(500, 20 + perMille),
                chain.signum() == -books.signum()
                        ? "opposite direction"
                        : "amount differs by " + apart + " minor units",
                "amount",
                chain.toString(),
                books.toString());
    }

    private static void date(Words words, Posting posting, Booking booking) {
        int apart = Tolerance.days(posting.valueDate(), booking.valueDate());
        if (posting.valueDate().equals(booking.valueDate())) {
            words.reasons.add("value date equal");
        } else {
            words.tell(
                    Math.min(300, 20 + 40 * apart),
                    "value date " + days(apart) + " apart",
                    "valueDate",
                    posting.valueDate().toString(),
                    booking.valueDate().toString());
        }
    }

    private static String days(int apart) {
        return apart + (apart == 1 ? " business day" : " business days");
    }

    private static void reference(Words words, Posting posting, Booking booking) {
        String named = String.join("+", booking.references());
        int best = Integer.MAX_VALUE;
        for (String each : booking.references()) {
            best = Math.min(best, References.distance(posting.reference(), each, 3));
        }
        if (best == 0) {
            words.reasons.add("reference equal");
        } else if (named.isBlank()) {
            words.tell(60, "booked without a reference", "reference", posting.reference(), "");
        } else if (best <= 3) {
            words.tell(
                    40 * best,
                    "reference differs in " + best + (best == 1 ? " character" : " characters"),
                    "reference",
                    posting.reference(),
                    named);
        } else {
            words.tell(200, "reference differs", "reference", posting.reference(), named);
        }
    }

    private static void counterparty(Words words, Posting posting, Booking booking, Aliases aliases) {
        if (booking.counterparty().isEmpty()) {
            words.tell(40, "booked without a counterparty", "counterparty", posting.counterparty(), "");
        } else if (posting.counterparty().equals(booking.counterparty())) {
            words.reasons.add("counterparty equal");
        } else if (aliases.same(posting.counterparty(), booking.counterparty())) {
            words.tell(
                    5, "counterparty by another name", "counterparty", posting.counterparty(), booking.counterparty());
        } else {
            words.tell(250, "counterparty differs", "counterparty", posting.counterparty(), booking.counterparty());
        }
    }
}
