package clearing.reconcile;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Turns a finding into a break that a person can read. */
final class BreakWriter {
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private final Rules rules;

    BreakWriter(Rules rules) {
        this.rules = rules;
    }

    static String id(Finding finding) {
        Item anchor = finding.anchor();
        return (anchor.side() == Side.CHAIN ? "P:" : "B:") + anchor.id();
    }

    Break write(Finding.Differs finding) {
        Item anchor = finding.anchor();
        return new Break(
                id(finding),
                finding.kind(),
                anchor.key(),
                // One entry for several postings is known by all the references that it names.
                reference(finding.kind() == BreakKind.MERGED_IN_BOOKS ? booking(finding) : anchor),
                finding.postings().stream().map(Posting::id).toList(),
                finding.bookings().stream().map(Booking::id).toList(),
                abs(Sums.of(finding.postings().isEmpty() ? finding.bookings() : finding.postings())),
                abs(atRisk(finding, anchor.key())),
                explain(finding),
                differences(finding),
                finding.related().stream().map(Item::id).toList());
    }

    private static String reference(Item item) {
        return switch (item) {
            case Posting p -> p.reference();
            case Booking b -> String.join("+", b.references());
        };
    }

    /** Chain minus books in the account of the break. */
    private static BigInteger atRisk(Finding finding, AccountKey key) {
        List<Booking> here =
                finding.bookings().stream().filter(b -> b.key().equals(key)).toList();
        return Sums.of(finding.postings()).subtract(Sums.of(here));
    }

    private static long abs(BigInteger value) {
        return value.abs().min(MAX).longValue();
    }

    private String amount(Item item) {
        return rules.amounts().write(item.key().asset(), item.amountMinor());
    }

    private String explain(Finding.Differs finding) {
        Item anchor = finding.anchor();
        String what = amount(anchor) + " of value date " + anchor.valueDate() + " in account "
                + anchor.key().account();
        String with = anchor.counterparty().isEmpty() ? "" : " with " + anchor.counterparty();
        String named = reference(anchor).isEmpty() ? "without reference" : "reference " + reference(anchor);
        String line = what + with + ", " + named + ": ";
        return line
                + switch (finding.kind()) {
                    case MISSING_IN_BOOKS -> "posted on the chain, and the books have no entry for it.";
                    case MISSING_ON_CHAIN -> "in the books, and the chain has no posting for it.";
                    case UNSETTLED_ON_CHAIN -> "in the books, but the trade did not settle on the chain.";
                    case CURRENCY_DIFFERS -> "booked as " + amount(booking(finding)) + ".";
                    case ACCOUNT_DIFFERS ->
                        "booked in account " + booking(finding).key().account() + ".";
                    case SIGN_DIFFERS -> "booked in the opposite direction, as " + amount(booking(finding)) + ".";
                    case AMOUNT_DIFFERS -> "booked as " + amount(booking(finding)) + ".";
                    case SPLIT_IN_BOOKS ->
                        "booked in " + finding.bookings().size() + " parts: " + list(finding.bookings()) + ".";
                    case MERGED_IN_BOOKS ->
                        finding.postings().size() + " postings (" + list(finding.postings())
                                + ") are booked as one entry of " + amount(booking(finding)) + ".";
                    case DUPLICATE_IN_BOOKS -> "booked again; an earlier entry stands beside the posting already.";
                    case REVERSED_IN_BOOKS -> "takes back an entry whose posting stands on the chain.";
                    case REFERENCE_DIFFERS ->
                        booking(finding).references().isEmpty()
                                ? "booked without a reference; amount, value date and counterparty are the same."
                                : "booked under " + reference(booking(finding))
                                        + "; amount, value date and counterparty are the same.";
                    case COUNTERPARTY_DIFFERS ->
                        "booked with " + booking(finding).counterparty() + ".";
                    case DATE_DIFFERS ->
                        "booked with value date " + booking(finding).valueDate() + ".";
                    case LATE_IN_BOOKS ->
                        "booked on " + booking(finding).bookingDate() + ", later than the grace allows.";
                };
    }

    private static Booking booking(Finding finding) {
        return finding.bookings().getFirst();
    }

    private String list(List<? extends Item> items) {
        Stream<String> first = items.stream().limit(5).map(this::amount);
        String text = String.join(", ", first.toList());
        return items.size() > 5 ? text + " and " + (items.size() - 5) + " more" : text;
    }

    private List<FieldDifference> differences(Finding.Differs finding) {
        if (finding.postings().isEmpty() || finding.bookings().isEmpty()) {
            return List.of();
        }
        Posting posting = finding.postings().getFirst();
        Booking booking = booking(finding);
        List<FieldDifference> all = new ArrayList<>();
        note(all, "account", posting.key().account(), booking.key().account());
        note(all, "asset", posting.key().asset(), booking.key().asset());
        note(all, "amount", list(finding.postings()), list(finding.bookings()));
        if (!Pairs.sharesReference(posting, booking)) {
            note(all, "reference", posting.reference(), reference(booking));
        }
        if (!booking.counterparty().isEmpty()) {
            note(all, "counterparty", posting.counterparty(), booking.counterparty());
        }
        note(
                all,
                "valueDate",
                posting.valueDate().toString(),
                booking.valueDate().toString());
        if (Pairs.isLate(booking, rules)) {
            note(all, "bookingDate", "", booking.bookingDate().toString());
        }
        return all;
    }

    private static void note(List<FieldDifference> all, String field, String chain, String books) {
        if (!chain.equals(books)) {
            all.add(new FieldDifference(field, chain, books));
        }
    }
}
