package clearing.reconcile;

import static clearing.reconcile.Facts.DAY;
import static clearing.reconcile.Facts.HKD;
import static clearing.reconcile.Facts.booking;
import static clearing.reconcile.Facts.engine;
import static clearing.reconcile.Facts.posting;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Entries that come and are taken back leave nothing behind, whenever it happens. */
class WithdrawalTest {
    @Test
    void after_every_step_all_is_as_if_the_withdrawn_entries_had_never_come() {
        int withdrawals = 0;
        for (int seed = 0; seed < 1_500; seed++) {
            Random random = new Random(seed);
            List<Object> facts = ArrivalOrderTest.mess(random);
            Collections.shuffle(facts, random);
            facts.add(random.nextInt(facts.size()), DAY);
            Mirror mirror = new Mirror(engine());
            List<Object> standing = new ArrayList<>();
            for (int i = 0; i < facts.size(); i++) {
                mirror.give(facts.get(i));
                standing.add(facts.get(i));
                while (random.nextInt(3) == 0) {
                    List<Booking> bookings = standing.stream()
                            .filter(Booking.class::isInstance)
                            .map(Booking.class::cast)
                            .toList();
                    if (bookings.isEmpty()) {
                        break;
                    }
                    Booking gone = bookings.get(random.nextInt(bookings.size()));
                    mirror.withdraw(gone);
                    standing.remove(gone);
                    withdrawals++;
                    assertThat(mirror.classification())
                            .as("seed %d, step %d, without %s", seed, i, gone)
                            .isEqualTo(Oracle.classify(standing));
                }
            }
            mirror.give(DAY.plusDays(2));
            standing.add(DAY.plusDays(2));
            assertThat(mirror.classification()).as("seed %d", seed).isEqualTo(Oracle.classify(standing));
        }
        assertThat(withdrawals).isGreaterThan(1_000);
    }

    @Test
    void a_match_ends_with_the_reason_and_the_posting_waits_again() {
        Reconciler engine = engine();
        engine.onPosting(posting("1", HKD, 5, "T1"));
        Booking entry = booking("2", HKD, 5, "T1");
        engine.onBooking(entry);

        assertThat(engine.onWithdrawn(entry))
                .containsExactly(
                        new Verdict.MatchWithdrawn(
                                HKD, List.of("1"), List.of("2"), "an entry of the books was withdrawn"),
                        new Verdict.Pending(Side.CHAIN, "1", HKD, DAY));
        assertThat(engine.onWithdrawn(entry)).isEmpty();
        assertThat(engine.onBooking(entry)).hasSize(1);
    }

    @Test
    void an_entry_that_tied_references_together_lets_them_go() {
        Reconciler engine = engine();
        engine.onPosting(posting("1", HKD, 5, "T1"));
        engine.onPosting(posting("2", HKD, 7, "T2"));
        Booking both = booking("3", HKD, 12, "T1", "T2");
        engine.onBooking(both);
        engine.onWithdrawn(both);

        assertThat(engine.onBooking(booking("4", HKD, 5, "T1")))
                .containsExactly(new Verdict.Matched(
                        HKD, List.of("1"), List.of("4"), Grounds.exact("reference", Rules.VERSION)));
        assertThat(engine.openBreaks()).isEmpty();
    }

    @Test
    void an_agreement_does_not_outlive_its_entry_and_outlives_its_neighbours() {
        Mirror mirror = new Mirror(engine());
        Posting one = posting("1", HKD, 5, "T1");
        Booking bound = booking("2", HKD, 5, "T2");
        Booking neighbour = booking("3", HKD, 5, "T2", "T3");
        mirror.give(one);
        mirror.give(bound);
        mirror.give(neighbour);
        mirror.give(new Agreement("a", List.of(one), List.of(bound), Agreement.MANUAL, 0, List.of(), Evidence.EXACT));
        mirror.give(booking("4", HKD, 5, "T2"));

        mirror.withdraw(neighbour);
        assertThat(mirror.engine.agreementOn(bound)).contains("a");
        assertThat(mirror.classification())
                .containsExactly("broken DUPLICATE_IN_BOOKS [B:4]", "matched manual [B:2, P:1]");

        mirror.withdraw(bound);
        assertThat(mirror.engine.agreementOn(bound)).isEmpty();
        assertThat(mirror.classification()).containsExactly("pending B:4", "pending P:1");
    }

    @Test
    void a_large_case_can_be_taken_apart_too() {
        Mirror mirror = new Mirror(engine());
        List<Booking> entries = new ArrayList<>();
        for (int i = 0; i < 3 * Case.LARGE; i++) {
            mirror.give(posting("p" + i, HKD, 5 + i % 7, "SAME"));
            Booking entry = booking("b" + i, HKD, 5 + i % 7, "SAME");
            mirror.give(entry);
            entries.add(entry);
        }
        for (int i = 0; i < entries.size(); i += 16) {
            mirror.withdraw(entries.get(i));
        }
        mirror.give(DAY.plusDays(2));

        assertThat(mirror.breaks()).allMatch(b -> b.kind() == BreakKind.MISSING_IN_BOOKS);
        assertThat(mirror.breaks()).hasSize(24);
    }
}
