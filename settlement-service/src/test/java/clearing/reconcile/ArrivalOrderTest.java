package clearing.reconcile;

import static clearing.reconcile.Facts.CLIENT_HKD;
import static clearing.reconcile.Facts.CNY;
import static clearing.reconcile.Facts.DAY;
import static clearing.reconcile.Facts.HKD;
import static clearing.reconcile.Facts.STOCK;
import static clearing.reconcile.Facts.engine;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Messes of a few references, amounts and accounts, in which nearly everything collides with something: whatever the order of
 * arrival, with repeats and closes of the day between, the result is the one that the oracle computes over all facts at once, and
 * INV-10 holds after every step.
 */
class ArrivalOrderTest {
    private static final List<AccountKey> KEYS = List.of(HKD, HKD, CNY, CLIENT_HKD, STOCK);
    private static final List<String> REFERENCES = List.of("T10001", "T10002", "T10003", "T1000Z", "X");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void the_result_does_not_depend_on_the_order_of_arrival(int block) {
        for (int seed = block * 1_000; seed < block * 1_000 + 200; seed++) {
            Random random = new Random(seed);
            List<Object> facts = mess(random);
            List<Object> all = new ArrayList<>(facts);
            all.add(DAY.plusDays(2));
            SortedSet<String> expected = Oracle.classify(all);
            for (int order = 0; order < 4; order++) {
                assertThat(classify(facts, random))
                        .as("seed %d, order %d", seed, order)
                        .isEqualTo(expected);
                Collections.shuffle(facts, random);
            }
        }
    }

    @Test
    void every_step_on_the_way_is_what_the_oracle_says_of_the_facts_so_far() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<Object> facts = mess(random);
            facts.add(random.nextInt(facts.size()), DAY);
            Mirror mirror = new Mirror(engine());
            for (int i = 0; i < facts.size(); i++) {
                mirror.give(facts.get(i));
                assertThat(mirror.classification())
                        .as("seed %d, step %d", seed, i)
                        .isEqualTo(Oracle.classify(facts.subList(0, i + 1)));
            }
        }
    }

    @Test
    void every_kind_of_break_occurs_often_enough_to_be_tested() {
        Map<String, Integer> reached = new LinkedHashMap<>();
        for (int seed = 0; seed < 4_000; seed++) {
            List<Object> facts = mess(new Random(seed));
            facts.add(DAY.plusDays(2));
            Oracle.classify(facts)
                    .forEach(line -> reached.merge(line.replaceAll(" \\[.*| [PB]:.*", ""), 1, Integer::sum));
        }
        for (BreakKind kind : BreakKind.values()) {
            assertThat(reached.getOrDefault("broken " + kind, 0))
                    .as("%s of %s", kind, reached)
                    .isGreaterThan(20);
        }
        assertThat(reached.get("matched reference")).isGreaterThan(20);
        assertThat(reached.get("matched cancelled-in-books")).isGreaterThan(20);
        assertThat(reached.get("carried")).isGreaterThan(20);
    }

    @Test
    void an_engine_restored_from_its_facts_goes_on_as_if_it_had_never_stopped() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<Object> facts = mess(random);
            int stop = random.nextInt(facts.size());
            Reconciler whole = engine();
            facts.subList(0, stop).forEach(fact -> give(whole, fact));
            Reconciler restored = restore(facts.subList(0, stop), whole.closedThrough());

            assertThat(restored.openBreaks()).isEqualTo(whole.openBreaks());
            assertThat(restored.completeness()).isEqualTo(whole.completeness());
            for (Object fact : facts.subList(stop, facts.size())) {
                assertThat(give(restored, fact)).hasSameElementsAs(give(whole, fact));
            }
            assertThat(restored.closeDay(DAY.plusDays(2))).hasSameElementsAs(whole.closeDay(DAY.plusDays(2)));
        }
    }

    private static SortedSet<String> classify(List<Object> facts, Random random) {
        Mirror mirror = new Mirror(engine());
        for (Object fact : facts) {
            mirror.give(fact);
            if (random.nextInt(6) == 0) {
                mirror.give(fact);
            }
            if (random.nextInt(8) == 0) {
                mirror.give(DAY.plusDays(random.nextInt(4) - 2));
            }
        }
        mirror.give(DAY.plusDays(2));
        return mirror.classification();
    }

    static List<Verdict> give(Reconciler engine, Object fact) {
        return switch (fact) {
            case Posting p -> engine.onPosting(p);
            case Booking b -> engine.onBooking(b);
            case UnsettledTrade t -> engine.onUnsettled(t);
            case Mirror.Opened o -> engine.onBooksOpened(o.key(), o.firstDay());
            default -> throw new IllegalArgumentException(fact.toString());
        };
    }

    static Reconciler restore(List<Object> facts, LocalDate closedThrough) {
        List<Item> items = new ArrayList<>();
        List<UnsettledTrade> unsettled = new ArrayList<>();
        Map<AccountKey, LocalDate> opened = new LinkedHashMap<>();
        for (Object fact : facts) {
            switch (fact) {
                case Item item -> items.add(item);
                case UnsettledTrade trade -> unsettled.add(trade);
                case Mirror.Opened o -> opened.merge(o.key(), o.firstDay(), (a, b) -> a.isBefore(b) ? a : b);
                default -> throw new IllegalArgumentException(fact.toString());
            }
        }
        Collections.reverse(items);
        return Reconciler.restore(
                Rules.standard(Rules.AmountText.minorUnits()), closedThrough, opened, items, unsettled);
    }

    static List<Object> mess(Random random) {
        List<Object> facts = new ArrayList<>();
        int size = 2 + random.nextInt(9);
        for (int i = 0; i < size; i++) {
            switch (random.nextInt(20)) {
                case 0 -> facts.add(new UnsettledTrade("t" + i, reference(random), UnsettledTrade.State.REJECTED));
                case 1 -> facts.add(new Mirror.Opened(key(random), DAY.minusDays(random.nextInt(2))));
                case 2, 3, 4, 5, 6, 7, 8, 9 ->
                    facts.add(new Posting(
                            "1" + i, key(random), amount(random), reference(random), party(random), day(random)));
                case 10, 11, 12, 13, 14 -> booked(i, random, facts);
                default -> facts.add(booking(i, random));
            }
        }
        return facts;
    }

    /** A posting with entries as books distort them. */
    private static void booked(int number, Random random, List<Object> facts) {
        Posting p = new Posting("2" + number, key(random), 6, reference(random), "Lotus", DAY);
        facts.add(p);
        switch (random.nextInt(7)) {
            case 0 -> {
                facts.add(entry("3" + number, p, 2, DAY, DAY, "Lotus"));
                facts.add(entry("4" + number, p, 4, DAY, DAY, "Lotus"));
            }
            case 1 -> {
                facts.add(entry("3" + number, p, 6, DAY, DAY, "Lotus"));
                facts.add(entry("4" + number, p, 6, DAY, DAY, "Lotus"));
            }
            case 2 -> {
                facts.add(entry("3" + number, p, 6, DAY, DAY, "Lotus"));
                facts.add(Facts.reversal(entry("4" + number, p, -6, DAY, DAY, "Lotus")));
            }
            case 3 -> facts.add(entry("3" + number, p, 6, DAY.plusDays(2), DAY, "Lotus"));
            case 4 -> facts.add(entry("3" + number, p, 6, DAY, DAY.plusDays(1), "Lotus"));
            case 5 -> facts.add(entry("3" + number, p, 6, DAY, DAY, "Quill"));
            default -> facts.add(entry("3" + number, p, 6, DAY, DAY, "Lotus"));
        }
    }

    private static Booking entry(
            String id, Posting of, long amount, LocalDate booked, LocalDate value, String counterparty) {
        return new Booking(id, of.key(), amount, List.of(of.reference()), counterparty, booked, value, false);
    }

    private static Booking booking(int number, Random random) {
        List<String> references = switch (random.nextInt(12)) {
            case 0 -> List.of();
            case 1, 2 -> List.of("T10001", "T10002");
            case 3 -> List.of("T10003", reference(random));
            case 4 -> List.of(" " + reference(random).toLowerCase(Locale.ROOT));
            default -> List.of(reference(random));
        };
        LocalDate value = day(random);
        LocalDate booked = random.nextInt(4) == 0 ? value.plusDays(random.nextInt(5)) : value;
        String party = random.nextInt(8) == 0 ? "" : party(random);
        boolean reversal = random.nextInt(5) == 0;
        return new Booking("5" + number, key(random), amount(random), references, party, booked, value, reversal);
    }

    private static AccountKey key(Random random) {
        return KEYS.get(random.nextInt(KEYS.size()));
    }

    private static String reference(Random random) {
        return REFERENCES.get(random.nextInt(3 + random.nextInt(3)));
    }

    private static long amount(Random random) {
        long size = 1L + random.nextInt(3);
        return random.nextInt(4) == 0 ? -size : size;
    }

    private static String party(Random random) {
        return random.nextInt(6) == 0 ? "Quill" : "Lotus";
    }

    private static LocalDate day(Random random) {
        return random.nextInt(5) == 0 ? DAY.plusDays(random.nextInt(5) - 2) : DAY;
    }
}
