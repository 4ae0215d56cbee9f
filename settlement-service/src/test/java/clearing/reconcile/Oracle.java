package clearing.reconcile;

import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/**
 * The classification written down a second time, over all facts at once and every pair of them: no index, no case, no memory of
 * earlier judgements. It shares the engine's types and nothing of its code.
 */
final class Oracle {
    private final List<Posting> postings = new ArrayList<>();
    private final List<Booking> bookings = new ArrayList<>();
    private final Set<String> unsettled = new HashSet<>();
    private final Map<AccountKey, LocalDate> opened = new HashMap<>();
    private final List<Agreement> agreements = new ArrayList<>();
    private LocalDate closed = LocalDate.MIN;
    private final TreeSet<String> result = new TreeSet<>();
    /** Booking to whether it stands beside a posting. */
    private final List<Booking> placed = new ArrayList<>();

    static SortedSet<String> classify(List<?> facts) {
        Oracle oracle = new Oracle();
        Set<Object> once = new HashSet<>();
        for (Object fact : facts) {
            if (!once.add(fact)) {
                continue;
            }
            switch (fact) {
                case Posting p -> oracle.postings.add(p);
                case Booking b -> oracle.bookings.add(b);
                case UnsettledTrade t -> oracle.unsettled.add(plain(t.reference()));
                case LocalDate day -> oracle.closed = day.isAfter(oracle.closed) ? day : oracle.closed;
                case Agreement a -> oracle.agreements.add(a);
                case Mirror.Opened o -> oracle.opened.merge(o.key(), o.firstDay(), (a, b) -> a.isBefore(b) ? a : b);
                default -> throw new IllegalArgumentException(fact.toString());
            }
        }
        oracle.run();
        return oracle.result;
    }

    private void run() {
        postings.sort(Comparator.comparing(Posting::valueDate)
                .thenComparingInt(p -> p.id().length())
                .thenComparing(Posting::id));
        bookings.sort(Comparator.comparing(Booking::bookingDate)
                .thenComparingInt(b -> b.id().length())
                .thenComparing(Booking::id));
        for (Agreement a : agreements) {
            postings.removeAll(a.postings());
            bookings.removeAll(a.bookings());
            take("matched " + a.rule(), a.postings(), a.bookings());
        }
        pairs(
                "matched reference",
                (p, b) -> equalMovement(p, b) && difference(p, b).isEmpty());
        for (String kind : List.of("LATE_IN_BOOKS", "DATE_DIFFERS", "COUNTERPARTY_DIFFERS")) {
            pairs(
                    "broken " + kind,
                    (p, b) -> equalMovement(p, b) && difference(p, b).equals(kind));
        }
        pairs(
                "broken SIGN_DIFFERS",
                (p, b) -> p.key().equals(b.key()) && p.amountMinor() == -b.amountMinor() && !b.reversal());
        splits();
        merges(false);
        otherAmounts();
        cancelled();
        extras();
        merges(true);
        acrossAccounts();
        for (Booking b : List.copyOf(bookings)) {
            if (b.references().stream().anyMatch(r -> unsettled.contains(plain(r)))) {
                take("broken UNSETTLED_ON_CHAIN", List.of(), List.of(b));
            }
        }
        alone();
    }

    private void alone() {
        for (Posting p : List.copyOf(postings)) {
            LocalDate firstDay = opened.get(p.key());
            if (firstDay != null && p.valueDate().isBefore(firstDay)) {
                postings.remove(p);
                result.add("carried P:" + p.id());
            } else if (!due(p)) {
                postings.remove(p);
                result.add("pending P:" + p.id());
            }
        }
        for (Booking b : List.copyOf(bookings)) {
            if (!due(b)) {
                bookings.remove(b);
                result.add("pending B:" + b.id());
            }
        }
        List<Posting> missing = List.copyOf(postings);
        List<Booking> unknown = List.copyOf(bookings);
        for (Posting p : missing) {
            List<Booking> candidates =
                    unknown.stream().filter(b -> mistyped(p, b)).toList();
            if (candidates.size() == 1
                    && missing.stream()
                                    .filter(q -> mistyped(q, candidates.getFirst()))
                                    .count()
                            == 1) {
                take("broken REFERENCE_DIFFERS", List.of(p), candidates);
            }
        }
        List.copyOf(postings).forEach(p -> take("broken MISSING_IN_BOOKS", List.of(p), List.of()));
        List.copyOf(bookings).forEach(b -> take("broken MISSING_ON_CHAIN", List.of(), List.of(b)));
    }

    private void pairs(String name, BiPredicate<Posting, Booking> rule) {
        for (Posting p : List.copyOf(postings)) {
            for (Booking b : bookings) {
                if (b.references().size() == 1 && shares(p, b) && rule.test(p, b)) {
                    take(name, List.of(p), List.of(b));
                    break;
                }
            }
        }
    }

    private void splits() {
        for (Posting p : List.copyOf(postings)) {
            List<Booking> parts = bookings.stream()
                    .filter(b -> b.references().size() == 1
                            && shares(p, b)
                            && p.key().equals(b.key()))
                    .filter(b -> Long.signum(b.amountMinor()) == Long.signum(p.amountMinor()))
                    .toList();
            if (parts.size() > 1 && sum(parts).equals(BigInteger.valueOf(p.amountMinor()))) {
                take("broken SPLIT_IN_BOOKS", List.of(p), parts);
            }
        }
    }

    private void merges(boolean late) {
        for (Booking b : List.copyOf(bookings)) {
            List<Posting> covered = postings.stream()
                    .filter(p -> p.key().equals(b.key()) && shares(p, b))
                    .toList();
            boolean balanced = covered.size() > 1 && sum(covered).equals(BigInteger.valueOf(b.amountMinor()));
            boolean sure = b.references().size() > 1
                    && !covered.isEmpty()
                    && due(b)
                    && covered.stream().allMatch(this::due);
            if (late ? sure : balanced) {
                take("broken MERGED_IN_BOOKS", covered, List.of(b));
            }
        }
    }

    private void otherAmounts() {
        record Pair(Posting posting, Booking booking) {}
        while (true) {
            Optional<Pair> best = Optional.empty();
            for (Posting p : postings) {
                for (Booking b : bookings) {
                    if (b.references().size() == 1
                            && shares(p, b)
                            && p.key().equals(b.key())
                            && best.map(o -> nearer(p, b, o.posting(), o.booking()))
                                    .orElse(true)) {
                        best = Optional.of(new Pair(p, b));
                    }
                }
            }
            if (best.isEmpty()) {
                return;
            }
            take(
                    "broken AMOUNT_DIFFERS",
                    List.of(best.get().posting()),
                    List.of(best.get().booking()));
        }
    }

    private static boolean nearer(Posting p, Booking b, Posting q, Booking c) {
        return Comparator.<Long>naturalOrder().compare(distance(p, b), distance(q, c)) != 0
                ? distance(p, b) < distance(q, c)
                : b.reversal() != c.reversal()
                        ? !b.reversal()
                        : !p.id().equals(q.id()) ? before(p.id(), q.id()) : before(b.id(), c.id());
    }

    private static boolean before(String one, String other) {
        return one.length() != other.length() ? one.length() < other.length() : one.compareTo(other) < 0;
    }

    private static long distance(Posting p, Booking b) {
        return Math.abs(p.amountMinor() - b.amountMinor());
    }

    private void cancelled() {
        List<Booking> open = new ArrayList<>();
        for (Booking b : List.copyOf(bookings)) {
            if (b.references().size() != 1 || b.amountMinor() == 0) {
                continue;
            }
            Booking other = open.stream()
                    .filter(o -> repeats(o, b, -1) && o.references().size() == 1)
                    .findFirst()
                    .orElse(null);
            boolean beside = placed.stream().anyMatch(o -> repeats(o, b, 1) || repeats(o, b, -1));
            if (other != null && (beside || (sure(b) && sure(other)))) {
                open.remove(other);
                take("matched cancelled-in-books", List.of(), List.of(other, b));
            } else {
                open.add(b);
            }
        }
    }

    private boolean sure(Booking b) {
        return due(b) || unsettled.contains(plain(b.references().getFirst()));
    }

    private void extras() {
        for (Booking b : List.copyOf(bookings)) {
            for (String reference : b.references()) {
                boolean same = placed.stream().anyMatch(o -> names(o, reference) && sameSize(o, b, 1));
                boolean opposite = placed.stream().anyMatch(o -> names(o, reference) && sameSize(o, b, -1));
                if (same || opposite) {
                    bookings.remove(b);
                    result.add("broken " + (same ? "DUPLICATE_IN_BOOKS" : "REVERSED_IN_BOOKS") + " [B:" + b.id() + "]");
                    break;
                }
            }
        }
    }

    private static boolean repeats(Booking one, Booking other, int sign) {
        return other.references().stream().anyMatch(r -> names(one, r)) && sameSize(one, other, sign);
    }

    private static boolean sameSize(Booking one, Booking other, int sign) {
        return one.key().equals(other.key()) && one.amountMinor() == sign * other.amountMinor();
    }

    private static boolean names(Booking b, String reference) {
        return b.references().stream().anyMatch(r -> plain(r).equals(plain(reference)));
    }

    private void acrossAccounts() {
        BiPredicate<Posting, Booking> currency = (p, b) -> due(p)
                && due(b)
                && p.key().account().equals(b.key().account())
                && !p.key().asset().equals(b.key().asset())
                && p.key().asset().length() == 3
                && b.key().asset().length() == 3
                && Long.signum(p.amountMinor()) == Long.signum(b.amountMinor());
        pairs("broken CURRENCY_DIFFERS", currency.and((p, b) -> p.amountMinor() == b.amountMinor()));
        pairs("broken CURRENCY_DIFFERS", currency);
        pairs(
                "broken ACCOUNT_DIFFERS",
                (p, b) -> due(p)
                        && due(b)
                        && !p.key().account().equals(b.key().account())
                        && p.key().asset().equals(b.key().asset())
                        && p.amountMinor() == b.amountMinor());
    }

    private void take(String name, List<Posting> of, List<Booking> and) {
        postings.removeAll(of);
        bookings.removeAll(and);
        if (!of.isEmpty()) {
            placed.addAll(and);
        }
        List<String> ids = new ArrayList<>();
        of.forEach(p -> ids.add("P:" + p.id()));
        and.forEach(b -> ids.add("B:" + b.id()));
        ids.sort(null);
        result.add(name + " " + ids);
    }

    private boolean due(Item item) {
        return !item.valueDate().isAfter(closed);
    }

    private static boolean equalMovement(Posting p, Booking b) {
        return p.key().equals(b.key()) && p.amountMinor() == b.amountMinor();
    }

    private static String difference(Posting p, Booking b) {
        if (!b.counterparty().isEmpty() && !b.counterparty().equals(p.counterparty())) {
            return "COUNTERPARTY_DIFFERS";
        }
        if (!b.valueDate().equals(p.valueDate())) {
            return "DATE_DIFFERS";
        }
        int businessDays = 0;
        for (LocalDate day = b.valueDate().plusDays(1); !day.isAfter(b.bookingDate()); day = day.plusDays(1)) {
            businessDays += day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0 ? 1 : 0;
        }
        boolean weekend = b.bookingDate().getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
        return businessDays > 1 || (businessDays == 1 && weekend) ? "LATE_IN_BOOKS" : "";
    }

    private static boolean shares(Posting p, Booking b) {
        return names(b, p.reference());
    }

    private static String plain(String reference) {
        return reference.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
    }

    private static BigInteger sum(List<? extends Item> items) {
        return items.stream().map(i -> BigInteger.valueOf(i.amountMinor())).reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static boolean mistyped(Posting p, Booking b) {
        if (!p.key().equals(b.key())
                || p.amountMinor() != b.amountMinor()
                || !p.valueDate().equals(b.valueDate())
                || !p.counterparty().equals(b.counterparty())) {
            return false;
        }
        return b.references().isEmpty()
                || b.references().stream().anyMatch(r -> typos(plain(p.reference()), plain(r)) <= bound(p, r));
    }

    private static int bound(Posting p, String reference) {
        return Math.min(plain(p.reference()).length(), plain(reference).length()) < 6 ? 1 : 2;
    }

    /** Plain recursion over the ends of both texts. */
    private static int typos(String a, String b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.length() + b.length();
        }
        String restA = a.substring(1);
        String restB = b.substring(1);
        if (a.charAt(0) == b.charAt(0)) {
            return typos(restA, restB);
        }
        int best = 1 + Math.min(typos(restA, restB), Math.min(typos(restA, b), typos(a, restB)));
        if (a.length() > 1 && b.length() > 1 && a.charAt(0) == b.charAt(1) && a.charAt(1) == b.charAt(0)) {
            best = Math.min(best, 1 + typos(a.substring(2), b.substring(2)));
        }
        return best;
    }
}
