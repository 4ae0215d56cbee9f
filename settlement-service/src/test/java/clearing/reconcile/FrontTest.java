package clearing.reconcile;

import static clearing.reconcile.Facts.DAY;
import static clearing.reconcile.Facts.HKD;
import static clearing.reconcile.Facts.booking;
import static clearing.reconcile.Facts.posting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Simple references kept as numbers give the verdicts that an engine gives which makes a case of every reference. */
class FrontTest {
    private static final Rules RULES = Rules.standard(Rules.AmountText.minorUnits());

    @Test
    void every_answer_is_that_of_an_engine_of_cases() {
        for (int seed = 0; seed < 1_500; seed++) {
            Random random = new Random(seed);
            List<Object> facts = seed % 3 == 0 ? ArrivalOrderTest.mess(random) : orderly(random, 0);
            Collections.shuffle(facts, random);
            Reconciler plain = new Reconciler(RULES, RuleBook.STANDARD, 0, false);
            Reconciler quick = new Reconciler(RULES, RuleBook.STANDARD, seed, true);
            for (int i = 0; i < facts.size(); i++) {
                Object fact = random.nextInt(6) == 0 ? DAY.plusDays(random.nextInt(4) - 2) : facts.get(i);
                String step = "seed " + seed + ", step " + i + ", " + fact;
                assertThat(give(quick, fact)).as(step).containsExactlyInAnyOrderElementsOf(give(plain, fact));
                give(plain, facts.get(i));
                give(quick, facts.get(i));
                assertThat(quick.completeness()).as(step).isEqualTo(plain.completeness());
                assertThat(quick.openBreaks()).as(step).isEqualTo(plain.openBreaks());
            }
            assertThat(quick.closeDay(DAY.plusDays(2)))
                    .containsExactlyInAnyOrderElementsOf(plain.closeDay(DAY.plusDays(2)));
            assertThat(quick.openBreaks()).isEqualTo(plain.openBreaks());
        }
    }

    @Test
    void a_batch_is_its_items_one_after_the_other() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<Object> facts = new ArrayList<>();
            for (int part = 0; part < 30; part++) {
                facts.addAll(orderly(random, part * 100));
            }
            Reconciler single = new Reconciler(RULES, RuleBook.STANDARD, 1, true);
            Reconciler batched = new Reconciler(RULES, RuleBook.STANDARD, 2, true);
            ItemBatch batch = batched.batch();
            VerdictSink.Collected of = new VerdictSink.Collected();
            List<Verdict> expected = new ArrayList<>();
            for (Object fact : facts) {
                if (fact instanceof Item item && batch.add(item)) {
                    expected.addAll(give(single, fact));
                }
            }
            batched.onBatch(batch, of);
            assertThat(of.all()).isEqualTo(expected);
            assertThat(batched.completeness()).isEqualTo(single.completeness());
        }
    }

    @Test
    void a_batch_that_is_worked_on_in_parts_is_told_in_the_order_of_its_items() {
        Random random = new Random(5);
        List<Object> facts = new ArrayList<>();
        for (int part = 0; part < 400; part++) {
            facts.addAll(orderly(random, part * 100));
        }
        Reconciler single = new Reconciler(RULES, RuleBook.STANDARD, 1, true);
        Reconciler batched = new Reconciler(RULES, RuleBook.STANDARD, 2, true);
        VerdictSink.Collected of = new VerdictSink.Collected();
        VerdictSink.Collected expected = new VerdictSink.Collected();
        ItemBatch batch = batched.batch();
        for (Reconciler engine : List.of(single, batched)) {
            engine.closeDay(DAY.minusDays(1));
            engine.onBooksOpened(HKD, DAY);
        }
        for (Object fact : facts) {
            if (fact instanceof Item item && batch.add(item)) {
                expected.verdicts(give(single, fact));
            }
        }
        assertThat(batch.size()).isGreaterThan(8_000);
        batched.onBatch(batch, of);
        assertThat(of.all()).isEqualTo(expected.all());
        assertThat(batched.completeness()).isEqualTo(single.completeness());
        assertThat(batched.openBreaks()).isEqualTo(single.openBreaks());
    }

    @Test
    void an_engine_restored_from_columns_goes_on_as_if_it_had_never_stopped() {
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            List<Object> facts = orderly(random, 0);
            int stop = random.nextInt(facts.size());
            Reconciler whole = new Reconciler(RULES, RuleBook.STANDARD, 1, true);
            facts.subList(0, stop).forEach(fact -> give(whole, fact));
            Reconciler restored = ArrivalOrderTest.restore(facts.subList(0, stop), whole.closedThrough());
            assertThat(restored.openBreaks()).isEqualTo(whole.openBreaks());
            assertThat(restored.completeness()).isEqualTo(whole.completeness());
            for (Object fact : facts.subList(stop, facts.size())) {
                assertThat(give(restored, fact)).hasSameElementsAs(give(whole, fact));
            }
            assertThat(restored.closeDay(DAY.plusDays(3))).hasSameElementsAs(whole.closeDay(DAY.plusDays(3)));
        }
    }

    @Test
    void references_of_any_script_length_and_writing_are_told_apart_exactly() {
        List<String> references = List.of(
                "A",
                "AB",
                "ABCDEFGH",
                "ABCDEFGHI",
                "\u4ea4\u6613" + "1",
                "\u4ea4\u6613" + "2",
                "\u00c9T1",
                "ET1",
                "A{B",
                "\ud83d" + "X",
                "\udc00" + "X",
                "?X",
                "X".repeat(300),
                "X".repeat(301),
                "X".repeat(ReferenceWords.LONGEST + 1));
        for (int seed = 0; seed < 4; seed++) {
            Reconciler engine = new Reconciler(RULES, RuleBook.STANDARD, seed, true);
            for (int i = 0; i < references.size(); i++) {
                assertThat(engine.onPosting(posting("" + (i + 1), HKD, 5, references.get(i))))
                        .hasExactlyElementsOfTypes(Verdict.Pending.class);
            }
            for (int i = 0; i < references.size(); i++) {
                String written = " " + references.get(i).toLowerCase(Locale.ROOT);
                assertThat(engine.onBooking(booking("" + (i + 1), HKD, 5, written)))
                        .as(written.length() < 20 ? written : "long")
                        .containsExactly(new Verdict.Matched(
                                HKD, List.of("" + (i + 1)), List.of("" + (i + 1)), Judge.grounds("reference")));
            }
        }
    }

    @Test
    void the_same_hash_everywhere_only_costs_time() {
        Slots slots = slotsOf(2_000);
        assertThat(slots.look(0)).isNotZero();
    }

    @Test
    void an_item_that_comes_again_with_other_content_is_refused() {
        Reconciler engine = new Reconciler(RULES, RuleBook.STANDARD, 1, true);
        Posting posting = posting("1", HKD, 5, "T1");
        engine.onPosting(posting);
        assertThat(engine.onPosting(posting)).isEmpty();
        assertThatThrownBy(() -> engine.onPosting(posting("1", HKD, 6, "T1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("item 1 came again");
        assertThatThrownBy(() -> engine.onPosting(posting("1", new AccountKey("HOUSE", "USD"), 5, "T1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("item 1 came again");
        assertThatThrownBy(() -> engine.onPosting(posting("1", HKD, 5, "t1")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** All references in one slot: every one is found, and none that is not there. */
    private static Slots slotsOf(int count) {
        Records records = new Records();
        Slots slots = new Slots(records, 0, 1);
        for (int i = 1; i <= count; i++) {
            int at = records.allocate(2);
            records.set(at, 0, 8 << 8);
            records.set(at, 1, i);
            slots.add(0, at);
        }
        for (int i = 1; i <= count; i++) {
            int at = slots.find(0, new long[] {i}, 0, 1, 8);
            assertThat(records.get(at, 1)).isEqualTo(i);
        }
        assertThat(slots.find(0, new long[] {count + 1}, 0, 1, 8)).isZero();
        assertThat(slots.find(0, new long[] {1}, 0, 1, 7)).isZero();
        return slots;
    }

    /** Mostly pairs that agree, in many references, with what disturbs them now and then. */
    private static List<Object> orderly(Random random, int base) {
        List<Object> facts = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            String reference = (random.nextBoolean() ? "T" : "t ") + (base + 100 + i);
            LocalDate value = DAY.plusDays(random.nextInt(3) - 1);
            Posting posting = new Posting("" + (base + i), HKD, 7L + random.nextInt(2), reference, "Lotus", value);
            facts.add(posting);
            if (random.nextInt(6) != 0) {
                facts.add(new Booking(
                        "" + (base + i),
                        HKD,
                        7L + random.nextInt(2),
                        random.nextInt(9) == 0
                                ? List.of("T" + (base + 101), "T" + (base + 102))
                                : List.of("T" + (base + 100 + i)),
                        random.nextInt(3) == 0 ? "" : "Lotus",
                        value.plusDays(random.nextInt(9) == 0 ? 3 : 0),
                        value,
                        false));
            }
            if (random.nextInt(3) == 0) {
                otherLegs(random, base + i, reference, value, facts);
            }
            switch (random.nextInt(16)) {
                case 0 -> facts.add(new Mirror.Opened(HKD, DAY.minusDays(random.nextInt(3) - 1)));
                case 1 -> facts.add(new UnsettledTrade("u" + i, reference, UnsettledTrade.State.FAILED));
                case 2 -> facts.add(posting("" + (base + 50 + i), HKD, 7, reference));
                default -> {}
            }
        }
        Collections.shuffle(facts, random);
        return facts;
    }

    /** What else the reference moves: pieces of one security or of many, booked in the same place or in another one. */
    private static void otherLegs(Random random, int number, String reference, LocalDate value, List<Object> facts) {
        int legs = random.nextInt(12) == 0 ? 10 : 1;
        for (int leg = 1; leg <= legs; leg++) {
            AccountKey key = new AccountKey("HOUSE", "HK00000000" + (10 + leg));
            AccountKey booked = random.nextInt(8) == 0 ? new AccountKey("CLIENT", key.asset()) : key;
            String id = Integer.toString(1_000_000 * leg + number);
            if (random.nextInt(7) != 0) {
                facts.add(new Posting(id, key, -3, reference, "Lotus", value));
            }
            if (random.nextInt(7) != 0) {
                long minor = random.nextInt(8) == 0 ? -4 : -3;
                facts.add(
                        new Booking(id, booked, minor, List.of("t" + reference.substring(1)), "", value, value, false));
            }
        }
    }

    private static List<Verdict> give(Reconciler engine, Object fact) {
        return fact instanceof LocalDate day ? engine.closeDay(day) : ArrivalOrderTest.give(engine, fact);
    }
}
