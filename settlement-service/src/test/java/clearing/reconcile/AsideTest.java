package clearing.reconcile;

import static clearing.reconcile.Facts.DAY;
import static clearing.reconcile.Facts.HKD;
import static clearing.reconcile.Facts.booking;
import static clearing.reconcile.Facts.engine;
import static clearing.reconcile.Facts.posting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Entries whose references do not count any more, because people said so. */
class AsideTest {
    @Test
    void a_pair_of_one_reference_is_parted_and_not_matched_again_by_it() {
        Reconciler engine = engine();
        Booking entry = booking("2", HKD, 5, "T1");
        engine.onPosting(posting("1", HKD, 5, "T1"));
        engine.onBooking(entry);
        assertThat(engine.setAside(List.of(entry)))
                .containsExactly(
                        new Verdict.MatchWithdrawn(HKD, List.of("1"), List.of("2"), "people have parted it"),
                        new Verdict.Pending(Side.CHAIN, "1", HKD, DAY),
                        new Verdict.Pending(Side.BOOKS, "2", HKD, DAY));
        assertThat(engine.setAside(List.of(entry))).as("again").isEmpty();
        assertThat(engine.onBooking(entry)).as("it comes again").isEmpty();
        engine.closeDay(DAY.plusDays(30));
        assertThat(engine.openBreaks())
                .as("the same amount, day and party do not pair them either")
                .extracting(Break::kind)
                .containsExactlyInAnyOrder(BreakKind.MISSING_IN_BOOKS, BreakKind.MISSING_ON_CHAIN);
        assertThat(engine.onBooking(booking("3", HKD, 5, "T1")))
                .as("another entry of the reference counts")
                .anyMatch(v -> v instanceof Verdict.Matched m && m.bookings().equals(List.of("3")));
    }

    @Test
    void people_may_put_it_together_with_anything_and_take_that_back() {
        Reconciler engine = engine();
        Booking entry = booking("2", HKD, 5, "T1");
        Posting other = posting("9", HKD, 5, "T9");
        engine.onPosting(posting("1", HKD, 5, "T1"));
        engine.onPosting(other);
        engine.onBooking(entry);
        engine.setAside(List.of(entry));
        Agreement agreement = new Agreement(
                "A",
                List.of(other),
                List.of(entry),
                Agreement.MANUAL,
                0,
                List.of(),
                new Evidence(1000, "Said so", List.of()));
        assertThat(engine.agree(agreement)).anyMatch(Verdict.Matched.class::isInstance);
        assertThatThrownBy(() -> engine.setAside(List.of(entry))).isInstanceOf(AgreementRefused.class);
        assertThat(engine.undo("A")).noneMatch(Verdict.Matched.class::isInstance);
        assertThatThrownBy(() -> engine.setAside(List.of(booking("7", HKD, 1, "T7"))))
                .isInstanceOf(AgreementRefused.class)
                .hasMessageContaining("7");
    }

    @Test
    void at_every_moment_a_restart_gives_the_same_and_the_rest_is_as_if_the_entry_had_no_reference() {
        int parted = 0;
        for (int seed = 0; seed < 600; seed++) {
            Random random = new Random(seed);
            List<Object> facts = ArrivalOrderTest.mess(random);
            Collections.shuffle(facts, random);
            facts.add(random.nextInt(facts.size()), DAY);
            Mirror mirror = new Mirror(engine());
            List<Object> soFar = new ArrayList<>();
            List<Object> plain = new ArrayList<>();
            List<Booking> aside = new ArrayList<>();
            LocalDate closed = LocalDate.MIN;
            boolean several = false;
            for (Object fact : facts) {
                mirror.give(fact);
                soFar.add(fact);
                plain.add(fact);
                closed = fact instanceof LocalDate day ? day : closed;
                if (fact instanceof Booking b && random.nextInt(4) == 0 && !aside.contains(b)) {
                    mirror.give(new Mirror.Aside(b));
                    aside.add(b);
                    plain.remove(b);
                    plain.add(new Booking(
                            b.id(),
                            b.key(),
                            b.amountMinor(),
                            List.of(),
                            b.counterparty(),
                            b.bookingDate(),
                            b.valueDate(),
                            b.reversal()));
                    several |= b.references().size() > 1;
                    parted++;
                }
                if (closed.equals(LocalDate.MIN) && !several) {
                    assertThat(mirror.classification()).as("seed %d", seed).isEqualTo(Oracle.classify(plain));
                }
            }
            Reconciler restored = restored(soFar, aside, closed);
            assertThat(restored.openBreaks()).as("seed %d", seed).isEqualTo(mirror.engine.openBreaks());
            assertThat(restored.completeness()).as("seed %d", seed).isEqualTo(mirror.engine.completeness());
            restored.closeDay(DAY.plusDays(9));
            mirror.give(DAY.plusDays(9));
            assertThat(restored.openBreaks()).as("seed %d", seed).isEqualTo(mirror.engine.openBreaks());
        }
        assertThat(parted).isGreaterThan(500);
    }

    private static Reconciler restored(List<Object> facts, List<Booking> aside, LocalDate closed) {
        Map<AccountKey, LocalDate> opened = new HashMap<>();
        for (Object fact : facts) {
            if (fact instanceof Mirror.Opened o) {
                opened.merge(o.key(), o.firstDay(), (one, other) -> one.isBefore(other) ? one : other);
            }
        }
        Restoring restoring =
                Reconciler.restoring(Rules.standard(Rules.AmountText.minorUnits()), RuleBook.STANDARD, closed, opened);
        for (Object fact : facts) {
            switch (fact) {
                case Item item -> restoring.item(item);
                case UnsettledTrade trade -> restoring.unsettled(trade);
                default -> assertThat(fact).isInstanceOfAny(LocalDate.class, Mirror.Opened.class);
            }
        }
        aside.forEach(restoring::aside);
        return restoring.done();
    }
}
