package clearing.reconcile;

import static clearing.reconcile.Facts.CLIENT_HKD;
import static clearing.reconcile.Facts.DAY;
import static clearing.reconcile.Facts.HKD;
import static clearing.reconcile.Facts.booking;
import static clearing.reconcile.Facts.engine;
import static clearing.reconcile.Facts.posting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Items that a person puts together: bound until undone, whatever comes. */
class AgreementsTest {
    private final Mirror mirror = new Mirror(engine());

    @Test
    void binds_items_of_other_references_and_names_what_is_tolerated() {
        Posting p = posting("1", HKD, 1_000, "T1");
        Booking b = booking("7", HKD, 990, "FEE-9");
        mirror.give(p);
        mirror.give(b);
        mirror.give(DAY);
        assertThat(mirror.breaks()).hasSize(2);

        mirror.give(agreement("a", List.of(p), List.of(b)));

        assertThat(mirror.classification()).containsExactly("matched manual [B:7, P:1]");
        assertThat(mirror.engine.completeness().getFirst().toleratedMinor()).isEqualTo(BigInteger.TEN);
        mirror.give(new Mirror.Undone("a"));
        assertThat(mirror.classification())
                .containsExactly("broken MISSING_IN_BOOKS [P:1]", "broken MISSING_ON_CHAIN [B:7]");
    }

    @Test
    void what_arrives_later_takes_nothing_from_an_agreement() {
        Posting p = posting("1", HKD, 1_000, "T1");
        Booking b = booking("7", HKD, 1_000, "OTHER");
        mirror.give(p);
        mirror.give(b);
        mirror.give(agreement("a", List.of(p), List.of(b)));

        mirror.give(booking("8", HKD, 1_000, "T1"));
        mirror.give(booking("9", HKD, 1_000, "OTHER"));
        mirror.give(p);
        mirror.give(b);
        mirror.give(DAY);

        assertThat(mirror.classification())
                .containsExactly(
                        "broken DUPLICATE_IN_BOOKS [B:9]",
                        "broken MISSING_ON_CHAIN [B:8]",
                        "matched manual [B:7, P:1]");
        mirror.give(new Mirror.Undone("a"));
        assertThat(mirror.classification())
                .containsExactly(
                        "broken MISSING_ON_CHAIN [B:7]",
                        "broken MISSING_ON_CHAIN [B:9]",
                        "matched reference [B:8, P:1]");
    }

    @Test
    void writes_off_one_side_alone_and_joins_accounts() {
        Posting p = posting("1", HKD, 5, "T1");
        Posting q = posting("2", HKD, 70, "T2");
        Booking b = booking("7", CLIENT_HKD, 70, "T2");
        mirror.give(p);
        mirror.give(q);
        mirror.give(b);
        mirror.give(DAY);

        mirror.give(agreement("off", List.of(p), List.of()));
        Agreement across = agreement("across", List.of(q), List.of(b));
        mirror.give(across);

        assertThat(across.tolerated())
                .containsExactly(
                        new Tolerated(CLIENT_HKD, BigInteger.valueOf(-70)), new Tolerated(HKD, BigInteger.valueOf(70)));
        assertThat(mirror.classification()).containsExactly("matched manual [B:7, P:2]", "matched manual [P:1]");
    }

    @Test
    void refuses_what_is_matched_unknown_unbalanced_or_empty_and_changes_nothing() {
        Posting p = posting("1", HKD, 1_000, "T1");
        Posting q = posting("2", HKD, 1_000, "T2");
        Booking b = booking("7", HKD, 1_000, "T1");
        mirror.give(p);
        mirror.give(b);
        mirror.give(q);
        mirror.give(agreement("a", List.of(q), List.of()));
        List<Completeness> before = mirror.engine.completeness();

        refused(AgreementRefused.Reason.ALREADY_MATCHED, () -> mirror.give(agreement("b", List.of(p), List.of())));
        refused(AgreementRefused.Reason.ALREADY_MATCHED, () -> mirror.give(agreement("b", List.of(q), List.of())));
        refused(AgreementRefused.Reason.ID_TAKEN, () -> mirror.give(agreement("a", List.of(p), List.of())));
        refused(
                AgreementRefused.Reason.UNKNOWN_ITEM,
                () -> mirror.give(agreement("b", List.of(posting("3", HKD, 1, "T9")), List.of())));
        refused(AgreementRefused.Reason.UNKNOWN_AGREEMENT, () -> mirror.give(new Mirror.Undone("b")));
        refused(AgreementRefused.Reason.EMPTY, () -> agreement("b", List.of(), List.of()));
        refused(AgreementRefused.Reason.ITEM_TWICE, () -> agreement("b", List.of(p, p), List.of(b)));
        refused(
                AgreementRefused.Reason.UNBALANCED,
                () -> new Agreement("b", List.of(p), List.of(), "manual", 0, List.of(), Evidence.EXACT));

        mirror.give(agreement("a", List.of(q), List.of()));
        assertThat(mirror.engine.completeness()).isEqualTo(before);
    }

    private static void refused(
            AgreementRefused.Reason reason, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(AgreementRefused.class)
                .isThrownBy(call)
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void every_step_is_what_the_oracle_says_of_facts_and_standing_agreements(int block) {
        for (int seed = block * 1_000; seed < block * 1_000 + 200; seed++) {
            Random random = new Random(seed);
            List<Object> facts = ArrivalOrderTest.mess(random);
            facts.add(random.nextInt(facts.size()), DAY);
            Mirror told = new Mirror(engine());
            List<Object> soFar = new ArrayList<>();
            Map<String, Agreement> standing = new LinkedHashMap<>();
            for (int i = 0; i < facts.size(); i++) {
                told.give(facts.get(i));
                soFar.add(facts.get(i));
                if (random.nextInt(3) == 0) {
                    decide(told, standing, "a" + i, random);
                }
                List<Object> all = new ArrayList<>(soFar);
                all.addAll(standing.values());
                assertThat(told.classification())
                        .as("seed %d, step %d", seed, i)
                        .isEqualTo(Oracle.classify(all));
            }
            restoredIsTheSame(seed, told, soFar, standing, random);
        }
    }

    private static void decide(Mirror told, Map<String, Agreement> standing, String id, Random random) {
        List<Item> open = told.unmatched();
        if (!standing.isEmpty() && random.nextInt(3) == 0) {
            String undone = List.copyOf(standing.keySet()).get(random.nextInt(standing.size()));
            standing.remove(undone);
            told.give(new Mirror.Undone(undone));
        } else if (!open.isEmpty()) {
            Collections.shuffle(open, random);
            List<Posting> postings = new ArrayList<>();
            List<Booking> bookings = new ArrayList<>();
            for (Item item : open.subList(0, 1 + random.nextInt(Math.min(3, open.size())))) {
                switch (item) {
                    case Posting p -> postings.add(p);
                    case Booking b -> bookings.add(b);
                }
            }
            Agreement agreement = agreement(id, postings, bookings);
            standing.put(id, agreement);
            told.give(agreement);
        }
    }

    private static void restoredIsTheSame(
            int seed, Mirror told, List<Object> facts, Map<String, Agreement> standing, Random random) {
        List<Item> items = new ArrayList<>();
        List<UnsettledTrade> unsettled = new ArrayList<>();
        Map<AccountKey, LocalDate> opened = new HashMap<>();
        for (Object fact : facts) {
            switch (fact) {
                case Item item -> items.add(item);
                case UnsettledTrade trade -> unsettled.add(trade);
                case Mirror.Opened o -> opened.merge(o.key(), o.firstDay(), (a, b) -> a.isBefore(b) ? a : b);
                default -> assertThat(fact).isInstanceOf(LocalDate.class);
            }
        }
        Collections.shuffle(items, random);
        Reconciler restored = Reconciler.restore(
                Rules.standard(Rules.AmountText.minorUnits()),
                told.engine.closedThrough(),
                opened,
                items,
                unsettled,
                standing.values(),
                RuleBook.STANDARD);
        assertThat(restored.openBreaks()).as("seed %d", seed).isEqualTo(told.engine.openBreaks());
        assertThat(restored.completeness()).as("seed %d", seed).isEqualTo(told.engine.completeness());
        for (String id : standing.keySet()) {
            assertThat(restored.undo(id)).as("seed %d", seed).hasSameElementsAs(told.engine.undo(id));
        }
    }

    static Agreement agreement(String id, List<Posting> postings, List<Booking> bookings) {
        return new Agreement(
                id,
                postings,
                bookings,
                Agreement.MANUAL,
                0,
                Tolerated.between(postings, bookings),
                new Evidence(1000, "by hand", List.of()));
    }
}
