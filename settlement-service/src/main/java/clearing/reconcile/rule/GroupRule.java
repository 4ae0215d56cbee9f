package clearing.reconcile.rule;

import clearing.reconcile.AccountKey;
import clearing.reconcile.Booking;
import clearing.reconcile.Item;
import clearing.reconcile.OpenItems;
import clearing.reconcile.Posting;
import clearing.reconcile.Proposal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All open items of an account and asset that have one counterparty, or one value date, or both: many to many, when the sums agree.
 *
 * @param byCounterparty whether the counterparty makes the group
 * @param byValueDate whether the value date does
 * @param maxItems of both sides; a larger group is left alone
 */
public record GroupRule(Head head, Tolerance tolerance, boolean byCounterparty, boolean byValueDate, int maxItems)
        implements Rule {
    private record Key(AccountKey key, String counterparty, LocalDate valueDate) {}

    private static final Comparator<Key> ORDER =
            Comparator.comparing(Key::key).thenComparing(Key::counterparty).thenComparing(Key::valueDate);

    private record Group(List<Posting> postings, List<Booking> bookings) {}

    @Override
    public List<Proposal> propose(OpenItems open, Aliases aliases) {
        Map<Key, Group> groups = new TreeMap<>(ORDER);
        open.postings()
                .forEach(p ->
                        group(groups, p, aliases).ifPresent(g -> g.postings().add(p)));
        open.bookings()
                .forEach(b ->
                        group(groups, b, aliases).ifPresent(g -> g.bookings().add(b)));
        List<Proposal> proposals = new ArrayList<>();
        for (Group group : groups.values()) {
            int size = group.postings().size() + group.bookings().size();
            if (!group.postings().isEmpty()
                    && !group.bookings().isEmpty()
                    && size > 2
                    && size <= maxItems
                    && tolerance.amount(sum(group.postings()), sum(group.bookings()))) {
                proposals.add(new Proposal(
                        head.name(),
                        head.automatic(),
                        group.postings(),
                        group.bookings(),
                        Likeness.of(group.postings(), group.bookings(), 50, how())));
            }
        }
        return proposals;
    }

    private String how() {
        return "all of one "
                + (byCounterparty ? byValueDate ? "counterparty and value date" : "counterparty" : "value date");
    }

    private Optional<Group> group(Map<Key, Group> groups, Item item, Aliases aliases) {
        String counterparty = byCounterparty ? aliases.canonical(item.counterparty()) : "";
        if (!head.covers(item.key()) || (byCounterparty && counterparty.isEmpty())) {
            return Optional.empty();
        }
        Key key = new Key(item.key(), counterparty, byValueDate ? item.valueDate() : LocalDate.EPOCH);
        return Optional.of(groups.computeIfAbsent(key, k -> new Group(new ArrayList<>(), new ArrayList<>())));
    }

    private static BigInteger sum(List<? extends Item> items) {
        return items.stream().map(i -> BigInteger.valueOf(i.amountMinor())).reduce(BigInteger.ZERO, BigInteger::add);
    }
}
