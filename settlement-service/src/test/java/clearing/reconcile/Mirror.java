package clearing.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a caller that stores verdicts believes, and the check of INV-10 after every step: each item is in exactly one class, classes
 * add up to all items, a match balances.
 */
final class Mirror {
    final Reconciler engine;
    private final Map<String, Item> items = new HashMap<>();
    /** Item to the class that it is in: a match, a break, pending or carried. */
    private final Map<String, String> classes = new HashMap<>();

    private final Map<String, Booking> withdrawn = new HashMap<>();
    private final Map<String, Agreement> agreed = new TreeMap<>();
    private final Map<String, Break> breaks = new TreeMap<>();
    private final Set<String> told = new HashSet<>();

    Mirror(Reconciler engine) {
        this.engine = engine;
    }

    void give(Object fact) {
        apply(
                switch (fact) {
                    case Posting p -> {
                        items.put("P:" + p.id(), p);
                        yield engine.onPosting(p);
                    }
                    case Booking b -> {
                        items.put("B:" + b.id(), b);
                        yield engine.onBooking(b);
                    }
                    case UnsettledTrade t -> engine.onUnsettled(t);
                    case LocalDate day -> engine.closeDay(day);
                    case Agreement a -> engine.agree(a);
                    case Undone u -> engine.undo(u.agreement());
                    case Aside a -> engine.setAside(List.of(a.booking()));
                    case Opened o -> engine.onBooksOpened(o.key(), o.firstDay());
                    default -> throw new IllegalArgumentException(fact.toString());
                });
    }

    /** The references of an entry do not count any more. */
    record Aside(Booking booking) {}

    /** An agreement taken back. */
    record Undone(String agreement) {}

    /** The engine is told that an entry does not stand; it has to leave its class. */
    void withdraw(Booking booking) {
        items.remove("B:" + booking.id());
        String place = classes.remove("B:" + booking.id());
        List<Verdict> verdicts = engine.onWithdrawn(booking);
        if (place != null && !place.startsWith("pending")) {
            classes.put("B:" + booking.id(), place);
        }
        withdrawn.put("B:" + booking.id(), booking);
        apply(verdicts);
    }

    record Opened(AccountKey key, LocalDate firstDay) {}

    /** The classification as text that does not depend on any order. */
    SortedSet<String> classification() {
        TreeSet<String> all = new TreeSet<>();
        classes.values().forEach(all::add);
        return all;
    }

    List<Break> breaks() {
        return List.copyOf(breaks.values());
    }

    private void apply(List<Verdict> verdicts) {
        told.clear();
        for (Verdict verdict : verdicts) {
            switch (verdict) {
                case Verdict.Matched m -> {
                    assertThat(Tolerated.between(
                                    known(Posting.class, "P:", m.postings()), known(Booking.class, "B:", m.bookings())))
                            .as("a match balances: %s", m)
                            .isEqualTo(m.grounds().tolerated());
                    note(m);
                    put("matched " + m.rule() + " " + sorted(m.postings(), m.bookings()), m.postings(), m.bookings());
                }
                case Verdict.MatchWithdrawn w -> take("matched", w.postings(), w.bookings());
                case Verdict.BreakOpened o -> {
                    assertThat(breaks.put(o.opened().id(), o.opened()))
                            .as("opened once")
                            .isNull();
                    put(o.opened());
                }
                case Verdict.BreakChanged c -> {
                    Break before = Objects.requireNonNull(breaks.put(c.to().id(), c.to()));
                    assertThat(before.kind()).isEqualTo(c.from());
                    put(c.to());
                }
                case Verdict.BreakClosed c -> {
                    Break before = Objects.requireNonNull(breaks.remove(c.breakId()));
                    assertThat(c.reason()).doesNotContain("no reason");
                    take("broken", before.postings(), before.bookings());
                }
                case Verdict.Pending p -> {
                    String id = (p.side() == Side.CHAIN ? "P:" : "B:") + p.id();
                    put("pending " + id, id);
                }
                case Verdict.Carried c -> put("carried P:" + c.posting(), "P:" + c.posting());
            }
        }
        check();
    }

    private void note(Verdict.Matched m) {
        Grounds grounds = m.grounds();
        if (!grounds.agreement().isEmpty()) {
            agreed.put(
                    grounds.agreement(),
                    new Agreement(
                            grounds.agreement(),
                            known(Posting.class, "P:", m.postings()),
                            known(Booking.class, "B:", m.bookings()),
                            grounds.rule(),
                            grounds.version(),
                            grounds.tolerated(),
                            grounds.evidence()));
        }
    }

    /** All agreements that were told. */
    List<Agreement> agreements() {
        return List.copyOf(agreed.values());
    }

    private void put(Break opened) {
        put(
                "broken " + opened.kind() + " " + sorted(opened.postings(), opened.bookings()),
                opened.postings(),
                opened.bookings());
    }

    private void put(String name, List<String> postings, List<String> bookings) {
        for (String id : sorted(postings, bookings)) {
            put(name, id);
        }
    }

    private void put(String name, String id) {
        assertThat(told.add(id)).as("%s is told once in an answer", id).isTrue();
        classes.put(id, name);
    }

    private void take(String kind, List<String> postings, List<String> bookings) {
        for (String id : sorted(postings, bookings)) {
            assertThat(classes.remove(id)).startsWith(kind);
        }
    }

    private static List<String> sorted(List<String> postings, List<String> bookings) {
        List<String> ids = new ArrayList<>();
        postings.forEach(p -> ids.add("P:" + p));
        bookings.forEach(b -> ids.add("B:" + b));
        ids.sort(null);
        return ids;
    }

    private <T extends Item> List<T> known(Class<T> type, String side, List<String> ids) {
        return ids.stream()
                .map(id -> type.cast(Objects.requireNonNull(items.get(side + id))))
                .toList();
    }

    /** Items that are in no match, by their side and id. */
    List<Item> unmatched() {
        List<Item> open = new ArrayList<>();
        new TreeMap<>(classes).forEach((id, place) -> {
            if (!place.startsWith("matched")) {
                open.add(Objects.requireNonNull(items.get(id)));
            }
        });
        return open;
    }

    private void check() {
        // A break that goes on with other items says so itself; what is withdrawn is in none of them.
        withdrawn.keySet().forEach(id -> {
            assertThat(breaks.values())
                    .noneMatch(b -> sorted(b.postings(), b.bookings()).contains(id));
            classes.remove(id);
        });
        assertThat(classes.keySet()).as("each item is in exactly one class").isEqualTo(items.keySet());
        for (Break each : breaks.values()) {
            for (String id : sorted(each.postings(), each.bookings())) {
                assertThat(classes.get(id))
                        .isEqualTo("broken " + each.kind() + " " + sorted(each.postings(), each.bookings()));
            }
        }
        Map<String, BigInteger> expected = new TreeMap<>();
        items.forEach((id, item) -> {
            String place = Objects.requireNonNull(classes.get(id));
            String name = place.substring(0, place.indexOf(' '));
            String row = item.key() + " " + item.side() + " " + name;
            expected.merge(row + " sum", BigInteger.valueOf(item.amountMinor()), BigInteger::add);
            expected.merge(row + " count", BigInteger.ONE, BigInteger::add);
        });
        Map<String, BigInteger> counted = new TreeMap<>();
        for (Completeness row : engine.completeness()) {
            count(counted, row.key() + " CHAIN carried", row.carried());
            count(counted, row.key() + " CHAIN matched", row.chain().matched());
            count(counted, row.key() + " CHAIN broken", row.chain().broken());
            count(counted, row.key() + " CHAIN pending", row.chain().pending());
            count(counted, row.key() + " BOOKS matched", row.books().matched());
            count(counted, row.key() + " BOOKS broken", row.books().broken());
            assertThat(row.chain()
                            .matched()
                            .sumMinor()
                            .subtract(row.books().matched().sumMinor()))
                    .as("matched sums differ by what is tolerated: %s", row)
                    .isEqualTo(row.toleratedMinor());
            count(counted, row.key() + " BOOKS pending", row.books().pending());
        }
        assertThat(counted).isEqualTo(expected);
        assertThat(engine.openBreaks()).containsExactlyInAnyOrderElementsOf(breaks.values());
    }

    private static void count(Map<String, BigInteger> counted, String row, Completeness.Total total) {
        if (total.count() != 0) {
            counted.put(row + " sum", total.sumMinor());
            counted.put(row + " count", BigInteger.valueOf(total.count()));
        } else {
            assertThat(total.sumMinor()).isZero();
        }
    }
}
