package clearing.reconcile;

import java.util.ArrayList;
import java.util.List;

/**
 * Items that belong together whatever their references say: a person said so, or a rule of the member's rule set did. It holds until
 * it is undone; what arrives later takes nothing from it.
 *
 * @param id unique among the agreements that stand
 * @param postings the chain's items, in any order
 * @param bookings the books' items, in any order
 * @param rule by which they were put together; {@code manual} for a person
 * @param version of the rule set, 0 for a person
 * @param tolerated what the two sides' sums differ by, per account and asset: exactly {@link Tolerated#between}
 */
public record Agreement(
        String id,
        List<Posting> postings,
        List<Booking> bookings,
        String rule,
        int version,
        List<Tolerated> tolerated,
        Evidence evidence) {
    /** The rule of what a person put together. */
    public static final String MANUAL = "manual";

    /**
     * Sorts the items, so that equal agreements are equal.
     *
     * @throws AgreementRefused when it holds nothing, an item twice, or sums that differ by anything else than {@code tolerated}
     */
    public Agreement {
        postings = Leftovers.sorted(postings);
        bookings = Leftovers.sorted(bookings);
        tolerated = List.copyOf(tolerated);
        if (postings.isEmpty() && bookings.isEmpty()) {
            throw new AgreementRefused(AgreementRefused.Reason.EMPTY, "An agreement holds at least one item.");
        }
        if (postings.stream().map(Posting::id).distinct().count() < postings.size()
                || bookings.stream().map(Booking::id).distinct().count() < bookings.size()) {
            throw new AgreementRefused(AgreementRefused.Reason.ITEM_TWICE, "An agreement names an item twice.");
        }
        List<Tolerated> between = Tolerated.between(postings, bookings);
        if (!between.equals(tolerated)) {
            throw new AgreementRefused(
                    AgreementRefused.Reason.UNBALANCED,
                    "The sides differ by " + words(between) + ", and the agreement tolerates " + words(tolerated)
                            + ".");
        }
    }

    Grounds grounds() {
        return new Grounds(rule, version, tolerated, evidence, id);
    }

    List<Item> items() {
        List<Item> items = new ArrayList<>(postings);
        items.addAll(bookings);
        return items;
    }

    private static String words(List<Tolerated> differences) {
        return differences.isEmpty()
                ? "nothing"
                : String.join(
                        ", ",
                        differences.stream()
                                .map(d -> d.minor() + " minor units in " + d.key())
                                .toList());
    }
}
