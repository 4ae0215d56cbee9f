package clearing.bench.reconcile;

import clearing.reconcile.AccountKey;
import clearing.reconcile.Booking;
import clearing.reconcile.BreakKind;
import clearing.reconcile.Item;
import clearing.reconcile.Posting;
import clearing.reconcile.UnsettledTrade;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Draws both sides of so many movements and plants breaks of every kind in them, evenly. What agrees is not neat either: books leave out
 * counterparties, write references in small letters and with blanks, book a day later, and many amounts are round and come again.
 */
final class Planting {
    private static final BreakKind[] KINDS = BreakKind.values();

    private final Market market;
    private final RandomGenerator random;
    private final List<Item> items;
    private final List<UnsettledTrade> unsettled = new ArrayList<>();
    private final List<Planted> planted = new ArrayList<>();
    private int postings;
    private int bookings;

    private Planting(int entries, int breaks, long seed) {
        market = new Market(entries * 4L / 5, 0, seed);
        random = market.random();
        items = new ArrayList<>(2 * entries);
        int every = entries / breaks;
        int next = random.nextInt(every);
        while (bookings < entries || planted.size() < breaks) {
            List<Line> legs = market.trade();
            Line first = round(legs.getFirst());
            if (planted.size() < breaks && bookings >= next) {
                plant(KINDS[planted.size() % KINDS.length], first);
                next += every;
            } else {
                post(first);
                book(untidy(market.booked(first)));
            }
            for (Line leg : legs.subList(1, legs.size())) {
                post(leg);
                book(untidy(market.booked(leg)));
            }
        }
        Collections.shuffle(items, new Random(seed));
    }

    /**
     * Draws.
     *
     * @param entries of the books
     * @param breaks among them
     */
    static Planting of(int entries, int breaks, long seed) {
        return new Planting(entries, breaks, seed);
    }

    /** Both sides in the order in which they come, which is none. */
    List<Item> items() {
        return items;
    }

    /** Trades that ended without settlement. */
    List<UnsettledTrade> unsettled() {
        return unsettled;
    }

    /** The list of what was planted. */
    List<Planted> planted() {
        return planted;
    }

    private void plant(BreakKind kind, Line line) {
        Line entry = market.booked(line);
        switch (kind) {
            case MISSING_IN_BOOKS -> note(kind, Set.of(post(line)), Set.of());
            case MISSING_ON_CHAIN -> note(kind, Set.of(), Set.of(book(entry)));
            case UNSETTLED_ON_CHAIN -> {
                UnsettledTrade.State[] states = UnsettledTrade.State.values();
                unsettled.add(new UnsettledTrade(
                        "trade " + line.reference(), line.reference(), states[random.nextInt(states.length)]));
                note(kind, Set.of(), Set.of(book(entry)));
            }
            case CURRENCY_DIFFERS -> both(kind, line, asset(entry, other(Market.CASH, entry.asset())));
            case ACCOUNT_DIFFERS -> both(kind, line, account(entry, other(Market.ACCOUNTS, entry.account())));
            case SIGN_DIFFERS -> both(kind, line, entry.amount(-entry.minor()));
            case AMOUNT_DIFFERS ->
                both(kind, line, entry.amount(entry.minor() + Long.signum(entry.minor()) * (1L + random.nextInt(900))));
            case SPLIT_IN_BOOKS -> {
                long part = entry.minor() / (2 + random.nextInt(3));
                note(
                        kind,
                        Set.of(post(line)),
                        Set.of(book(entry.amount(part)), book(entry.amount(entry.minor() - part))));
            }
            case MERGED_IN_BOOKS -> {
                Line second = line.reference(line.reference() + "B");
                Set<String> covered = Set.of(post(line), post(second));
                note(
                        kind,
                        covered,
                        Set.of(book(entry.amount(2 * entry.minor()), List.of(line.reference(), second.reference()))));
            }
            case DUPLICATE_IN_BOOKS -> {
                post(line);
                book(entry);
                note(kind, Set.of(), Set.of(book(entry)));
            }
            case REVERSED_IN_BOOKS -> {
                post(line);
                book(entry);
                note(kind, Set.of(), Set.of(booking(entry.amount(-entry.minor()), references(entry), true)));
            }
            case REFERENCE_DIFFERS -> note(kind, Set.of(post(line)), Set.of(book(mistyped(entry))));
            case COUNTERPARTY_DIFFERS ->
                both(kind, line, entry.counterparty(market.otherCounterparty(entry.counterparty())));
            case DATE_DIFFERS ->
                both(
                        kind,
                        line,
                        entry.dates(
                                Market.businessDayAfter(entry.valueDate()),
                                Market.businessDayAfter(entry.valueDate())));
            case LATE_IN_BOOKS -> both(kind, line, entry.dates(entry.valueDate().plusDays(7), entry.valueDate()));
        }
    }

    private void both(BreakKind kind, Line posting, Line entry) {
        note(kind, Set.of(post(posting)), Set.of(book(entry)));
    }

    private void note(BreakKind kind, Set<String> chain, Set<String> books) {
        planted.add(new Planted(kind, new HashSet<>(chain), new HashSet<>(books)));
    }

    private String post(Line line) {
        String id = Integer.toString(++postings);
        items.add(new Posting(
                id,
                new AccountKey(line.account(), line.asset()),
                line.minor(),
                line.reference(),
                line.counterparty(),
                line.valueDate()));
        return id;
    }

    private String book(Line line) {
        return book(line, references(line));
    }

    private String book(Line line, List<String> references) {
        return booking(line, references, false);
    }

    private String booking(Line line, List<String> references, boolean reversal) {
        String id = Integer.toString(++bookings);
        items.add(new Booking(
                id,
                new AccountKey(line.account(), line.asset()),
                line.minor(),
                references,
                line.counterparty(),
                line.bookingDate(),
                line.valueDate(),
                reversal));
        return id;
    }

    private static List<String> references(Line line) {
        return line.reference().isEmpty() ? List.of() : List.of(line.reference());
    }

    /** As books write what is right. */
    private Line untidy(Line entry) {
        return switch (random.nextInt(40)) {
            case 0 -> entry.counterparty("");
            case 1 -> entry.reference(entry.reference().toLowerCase(Locale.ROOT));
            case 2 -> entry.reference(entry.reference().replace("-", "- "));
            default -> entry;
        };
    }

    /** One amount in ten is one of a few round ones. */
    private Line round(Line line) {
        return random.nextInt(10) == 0
                ? line.amount(Long.signum(line.minor()) * 10_000_000L * (1 + random.nextInt(5)))
                : line;
    }

    private Line mistyped(Line entry) {
        String written = entry.reference();
        int at = written.length() - 2 - random.nextInt(5);
        char digit = (char) ('0' + (written.charAt(at) - '0' + 1 + random.nextInt(9)) % 10);
        return entry.reference(
                switch (random.nextInt(4)) {
                    case 0 -> "";
                    case 1 -> written.substring(0, at) + written.substring(at + 1);
                    case 2 -> written.substring(0, at) + digit + written.substring(at);
                    default -> written.substring(0, at) + digit + written.substring(at + 1);
                });
    }

    private String other(List<String> of, String than) {
        String other = market.any(of);
        while (other.equals(than)) {
            other = market.any(of);
        }
        return other;
    }

    private static Line asset(Line line, String asset) {
        return new Line(
                line.reference(),
                line.account(),
                asset,
                line.minor(),
                line.counterparty(),
                line.bookingDate(),
                line.valueDate());
    }

    private static Line account(Line line, String account) {
        return new Line(
                line.reference(),
                account,
                line.asset(),
                line.minor(),
                line.counterparty(),
                line.bookingDate(),
                line.valueDate());
    }
}
