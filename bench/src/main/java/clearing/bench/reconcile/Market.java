package clearing.bench.reconcile;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Draws movements of one member from a seed: a dozen accounts, money and securities, two dozen counterparties, twenty business days in
 * their order. Of four trades one is a delivery against payment, whose two legs share account and reference.
 */
final class Market {
    static final List<String> ACCOUNTS = List.of(
            "HOUSE",
            "CLIENT",
            "MARGIN",
            "CUSTODY",
            "TREASURY",
            "FEES",
            "COLLATERAL",
            "CLIENT-ASIA",
            "CLIENT-EUROPE",
            "PRIME",
            "LENDING",
            "SUSPENSE");
    static final List<String> CASH = List.of("HKD", "USD", "CNY", "EUR", "SGD");
    static final List<String> SECURITIES = List.of(
            "HK0000069689",
            "HK0388045442",
            "US0378331005",
            "US5949181045",
            "KYG875721634",
            "CNE1000003G1",
            "IE00B4L5Y983");
    static final LocalDate LAST_DAY = LocalDate.of(2026, 11, 27);
    private static final int DAYS = 20;
    private static final List<String> FIRST_NAMES =
            List.of("Lotus", "Meridian", "Harbour", "Lantern", "Quill", "Summit", "Orchid", "Granite");
    private static final List<String> LAST_NAMES = List.of("Securities", "Bank", "Brokers");
    private static final int LARGEST_POWER = 6;

    private final RandomGenerator random;
    private final List<LocalDate> days = new ArrayList<>();
    private final long trades;
    private final long first;
    private long drawn;

    /**
     * @param trades how many are about to be drawn, so that they spread over all days
     * @param first number of the first, which makes its reference
     * @param seed of the draw
     */
    Market(long trades, long first, long seed) {
        this.trades = Math.max(1, trades);
        this.first = first;
        random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        LocalDate day = LAST_DAY;
        while (days.size() < DAYS) {
            if (isBusinessDay(day)) {
                days.addFirst(day);
            }
            day = day.minusDays(1);
        }
    }

    RandomGenerator random() {
        return random;
    }

    /** The legs of the next trade: one, or two of a delivery against payment. */
    List<Line> trade() {
        LocalDate day = days.get((int) Math.min(DAYS - 1L, drawn * DAYS / trades));
        String reference = "T" + day.getDayOfMonth() + "-"
                + Long.toString(1_000_000_000L + (first + drawn) * 7 + random.nextInt(7));
        drawn++;
        String account = any(ACCOUNTS);
        String counterparty = counterparty();
        boolean in = random.nextBoolean();
        long money = amount();
        Line payment = new Line(reference, account, any(CASH), in ? money : -money, counterparty, day, day);
        if (random.nextInt(4) != 0) {
            return List.of(payment);
        }
        long pieces = 100L * (1 + random.nextInt(10_000));
        return List.of(
                payment, new Line(reference, account, any(SECURITIES), in ? -pieces : pieces, counterparty, day, day));
    }

    /** The member's entry of it: booked on the day, or one in five on the business day after. */
    Line booked(Line posting) {
        return random.nextInt(5) == 0
                ? posting.dates(businessDayAfter(posting.valueDate()), posting.valueDate())
                : posting;
    }

    String counterparty() {
        return any(FIRST_NAMES) + any(LAST_NAMES);
    }

    String otherCounterparty(String than) {
        String other = counterparty();
        while (other.equals(than)) {
            other = counterparty();
        }
        return other;
    }

    /** Between one unit and ten million, all orders of size alike. */
    private long amount() {
        long scale = 1;
        for (int i = random.nextInt(LARGEST_POWER); i > 0; i--) {
            scale *= 10;
        }
        return 100 * scale + random.nextLong(900 * scale);
    }

    <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    static LocalDate businessDayAfter(LocalDate day) {
        LocalDate next = day.plusDays(1);
        while (!isBusinessDay(next)) {
            next = next.plusDays(1);
        }
        return next;
    }

    private static boolean isBusinessDay(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    }
}
