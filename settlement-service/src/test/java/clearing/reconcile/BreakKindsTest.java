package clearing.reconcile;

import static clearing.reconcile.Facts.CLIENT_HKD;
import static clearing.reconcile.Facts.CNY;
import static clearing.reconcile.Facts.DAY;
import static clearing.reconcile.Facts.HKD;
import static clearing.reconcile.Facts.STOCK;
import static clearing.reconcile.Facts.booking;
import static clearing.reconcile.Facts.engine;
import static clearing.reconcile.Facts.posting;
import static clearing.reconcile.Facts.reversal;
import static clearing.reconcile.Facts.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One test per kind of break, each in both orders of arrival. */
class BreakKindsTest {
    private final Posting stockLeg = posting("s", STOCK, -250, "T1");
    private final Posting cashLeg = posting("c", HKD, 50_000, "T1");
    private final Booking stockEntry = booking("se", STOCK, -250, "T1");
    private final Booking cashEntry = booking("ce", HKD, 50_000, "T1");

    @Test
    void both_legs_of_a_trade_match_by_reference() {
        Mirror mirror = run(List.of(stockLeg, cashLeg, stockEntry, cashEntry));

        assertThat(mirror.breaks()).isEmpty();
        assertThat(mirror.classification())
                .containsExactly("matched reference [B:ce, P:c]", "matched reference [B:se, P:s]");
    }

    @Test
    void missing_in_books() {
        Break found = only(stockLeg, cashLeg, stockEntry);

        assertThat(found.kind()).isEqualTo(BreakKind.MISSING_IN_BOOKS);
        assertThat(found.key()).isEqualTo(HKD);
        assertThat(found.reference()).isEqualTo("T1");
        assertThat(found.postings()).containsExactly("c");
        assertThat(found.bookings()).isEmpty();
        assertThat(found.amountAtRiskMinor()).isEqualTo(50_000);
        assertThat(found.explanation()).contains("50000 HKD", "T1", "no entry");
    }

    @Test
    void missing_on_chain() {
        Break found = only(stockLeg, cashLeg, stockEntry, cashEntry, booking("x", HKD, -700, "JV-9"));

        assertThat(found.kind()).isEqualTo(BreakKind.MISSING_ON_CHAIN);
        assertThat(found.reference()).isEqualTo("JV-9");
        assertThat(found.amountMinor()).isEqualTo(700);
        assertThat(found.bookings()).containsExactly("x");
    }

    @Test
    void amount_differs() {
        Break found = only(stockLeg, cashLeg, stockEntry, booking("ce", HKD, 50_001, "T1"));

        assertThat(found.kind()).isEqualTo(BreakKind.AMOUNT_DIFFERS);
        assertThat(found.amountAtRiskMinor()).isEqualTo(1);
        assertThat(found.amountMinor()).isEqualTo(50_000);
        assertThat(found.differences()).containsExactly(new FieldDifference("amount", "50000 HKD", "50001 HKD"));
    }

    @Test
    void currency_differs() {
        Break found = only(stockLeg, cashLeg, stockEntry, booking("ce", CNY, 50_000, "T1"));

        assertThat(found.kind()).isEqualTo(BreakKind.CURRENCY_DIFFERS);
        assertThat(found.key()).isEqualTo(HKD);
        assertThat(found.amountAtRiskMinor()).isEqualTo(50_000);
        assertThat(found.differences()).extracting(FieldDifference::field).containsExactly("asset", "amount");
    }

    @Test
    void account_differs() {
        Break found = only(stockLeg, cashLeg, stockEntry, booking("ce", CLIENT_HKD, 50_000, "T1"));

        assertThat(found.kind()).isEqualTo(BreakKind.ACCOUNT_DIFFERS);
        assertThat(found.differences()).containsExactly(new FieldDifference("account", "HOUSE", "CLIENT"));
    }

    @Test
    void date_differs() {
        Break found = only(stockLeg, cashLeg, stockEntry, with(cashEntry, "Lotus", DAY, DAY.plusDays(1)));

        assertThat(found.kind()).isEqualTo(BreakKind.DATE_DIFFERS);
        assertThat(found.amountAtRiskMinor()).isZero();
        assertThat(found.differences()).containsExactly(new FieldDifference("valueDate", "2026-11-23", "2026-11-24"));
    }

    @Test
    void duplicate_in_books_leaves_the_first_entry_matched() {
        Break found = only(stockLeg, cashLeg, stockEntry, cashEntry, booking("ce2", HKD, 50_000, "T1"));

        assertThat(found.kind()).isEqualTo(BreakKind.DUPLICATE_IN_BOOKS);
        assertThat(found.bookings()).containsExactly("ce2");
        assertThat(found.related()).containsExactly("c", "ce");
        assertThat(found.amountAtRiskMinor()).isEqualTo(50_000);
    }

    @Test
    void counterparty_differs() {
        Break found = only(stockLeg, cashLeg, stockEntry, with(cashEntry, "Sundry", DAY, DAY));

        assertThat(found.kind()).isEqualTo(BreakKind.COUNTERPARTY_DIFFERS);
        assertThat(found.differences()).containsExactly(new FieldDifference("counterparty", "Lotus", "Sundry"));
    }

    @Test
    void a_counterparty_that_the_books_do_not_name_is_no_difference() {
        assertThat(run(List.of(cashLeg, with(cashEntry, "", DAY, DAY))).breaks())
                .isEmpty();
    }

    @Test
    void sign_differs() {
        Break found = only(stockLeg, cashLeg, stockEntry, booking("ce", HKD, -50_000, "T1"));

        assertThat(found.kind()).isEqualTo(BreakKind.SIGN_DIFFERS);
        assertThat(found.amountAtRiskMinor()).isEqualTo(100_000);
    }

    @Test
    void split_in_books() {
        Break found = only(
                stockLeg,
                cashLeg,
                stockEntry,
                booking("p1", HKD, 20_000, "T1"),
                booking("p2", HKD, 20_000, "T1"),
                booking("p3", HKD, 10_000, "T1"));

        assertThat(found.kind()).isEqualTo(BreakKind.SPLIT_IN_BOOKS);
        assertThat(found.postings()).containsExactly("c");
        assertThat(found.bookings()).containsExactly("p1", "p2", "p3");
        assertThat(found.amountAtRiskMinor()).isZero();
    }

    @Test
    void merged_in_books() {
        Posting other = posting("c2", HKD, 30_000, "T2");
        Posting otherStock = posting("s2", STOCK, -100, "T2");
        Break found = only(
                stockLeg,
                cashLeg,
                other,
                otherStock,
                stockEntry,
                booking("se2", STOCK, -100, "T2"),
                booking("m", HKD, 80_000, "T1", "T2"));

        assertThat(found.kind()).isEqualTo(BreakKind.MERGED_IN_BOOKS);
        assertThat(found.reference()).isEqualTo("T1+T2");
        assertThat(found.postings()).containsExactly("c", "c2");
        assertThat(found.amountMinor()).isEqualTo(80_000);
        assertThat(found.amountAtRiskMinor()).isZero();
    }

    @Test
    void a_merged_entry_with_a_wrong_sum_is_still_one_break() {
        Break found = only(cashLeg, posting("c2", HKD, 30_000, "T2"), booking("m", HKD, 80_500, "T1", "T2"));

        assertThat(found.kind()).isEqualTo(BreakKind.MERGED_IN_BOOKS);
        assertThat(found.amountAtRiskMinor()).isEqualTo(500);
    }

    @Test
    void late_in_books_counts_business_days() {
        assertThat(run(List.of(cashLeg, with(cashEntry, "Lotus", DAY.plusDays(1), DAY)))
                        .breaks())
                .isEmpty();
        assertThat(only(cashLeg, with(cashEntry, "Lotus", DAY.plusDays(2), DAY)).kind())
                .isEqualTo(BreakKind.LATE_IN_BOOKS);
        Posting friday = new Posting("f", HKD, 5, "TF", "Lotus", DAY.minusDays(3));
        Booking monday = with(booking("fm", HKD, 5, "TF"), "Lotus", DAY, DAY.minusDays(3));
        assertThat(run(List.of(friday, monday)).breaks()).isEmpty();
    }

    @Test
    void reversed_in_books() {
        Break found = only(stockLeg, cashLeg, stockEntry, cashEntry, reversal(booking("r", HKD, -50_000, "T1")));

        assertThat(found.kind()).isEqualTo(BreakKind.REVERSED_IN_BOOKS);
        assertThat(found.bookings()).containsExactly("r");
        assertThat(found.related()).containsExactly("c", "ce");
    }

    @Test
    void an_entry_that_was_reversed_and_booked_right_is_no_break() {
        Mirror mirror = run(List.of(
                cashLeg,
                booking("wrong", HKD, 49_000, "T1"),
                reversal(booking("back", HKD, -49_000, "T1")),
                cashEntry));

        assertThat(mirror.breaks()).isEmpty();
        assertThat(mirror.classification())
                .containsExactly("matched cancelled-in-books [B:back, B:wrong]", "matched reference [B:ce, P:c]");
    }

    @Test
    void reference_differs() {
        Break found = only(stockLeg, cashLeg, stockEntry, booking("ce", HKD, 50_000, "TI"));

        assertThat(found.kind()).isEqualTo(BreakKind.REFERENCE_DIFFERS);
        assertThat(found.reference()).isEqualTo("T1");
        assertThat(found.differences()).containsExactly(new FieldDifference("reference", "T1", "TI"));
    }

    @Test
    void an_entry_without_reference_is_found_by_its_other_fields() {
        assertThat(only(stockLeg, cashLeg, stockEntry, booking("ce", HKD, 50_000))
                        .kind())
                .isEqualTo(BreakKind.REFERENCE_DIFFERS);
    }

    @Test
    void two_candidates_for_a_mistyped_reference_are_none() {
        List<Break> found = run(List.of(
                        posting("a", HKD, 5, "TRADE1"), posting("b", HKD, 5, "TRADE2"), booking("e", HKD, 5, "TRADE9")))
                .breaks();

        assertThat(found)
                .extracting(Break::kind)
                .containsExactly(BreakKind.MISSING_ON_CHAIN, BreakKind.MISSING_IN_BOOKS, BreakKind.MISSING_IN_BOOKS);
    }

    @Test
    void unsettled_on_chain() {
        Break found = only(booking("u", HKD, 900, "T7"), new UnsettledTrade("t7", "T7", UnsettledTrade.State.REJECTED));

        assertThat(found.kind()).isEqualTo(BreakKind.UNSETTLED_ON_CHAIN);
        assertThat(found.amountMinor()).isEqualTo(900);
    }

    @Test
    void an_entry_of_an_unsettled_trade_that_is_taken_back_is_no_break() {
        assertThat(run(List.of(
                                booking("u", HKD, 900, "T7"),
                                reversal(booking("v", HKD, -900, "T7")),
                                new UnsettledTrade("t7", "T7", UnsettledTrade.State.FAILED)))
                        .breaks())
                .isEmpty();
    }

    @Test
    void items_wait_until_their_day_closes_and_a_late_other_side_clears_the_break() {
        Mirror mirror = new Mirror(engine());
        mirror.give(cashLeg);
        assertThat(mirror.classification()).containsExactly("pending P:c");
        mirror.give(DAY.minusDays(1));
        assertThat(mirror.breaks()).isEmpty();
        mirror.give(DAY);
        assertThat(mirror.breaks()).extracting(Break::kind).containsExactly(BreakKind.MISSING_IN_BOOKS);
        mirror.give(cashEntry);
        assertThat(mirror.breaks()).isEmpty();
        assertThat(mirror.classification()).containsExactly("matched reference [B:ce, P:c]");
    }

    @Test
    void postings_from_before_the_books_are_their_opening_balance_unless_an_entry_books_them() {
        Posting earlier = new Posting("d", HKD, 1_000, "DEP1", "Meridian", DAY.minusDays(3));
        Posting booked = new Posting("d2", HKD, 77, "DEP2", "Meridian", DAY.minusDays(3));
        Booking entry = with(booking("d2e", HKD, 77, "DEP2"), "", DAY, DAY.minusDays(3));

        Mirror mirror = run(List.of(earlier, booked, entry, new Mirror.Opened(HKD, DAY)));

        assertThat(mirror.classification()).containsExactly("carried P:d", "matched reference [B:d2e, P:d2]");
    }

    @Test
    void a_posting_without_a_reference_from_before_the_books_is_their_opening_balance_whichever_comes_first() {
        Posting nameless = new Posting("d", HKD, 1_000, "", "Meridian", DAY.minusDays(3));

        Mirror mirror = run(List.of(nameless, new Mirror.Opened(HKD, DAY)));

        assertThat(mirror.classification()).containsExactly("carried P:d");
    }

    private static Break only(Object... facts) {
        List<Break> breaks = run(List.of(facts)).breaks();
        assertThat(breaks).hasSize(1);
        return breaks.getFirst();
    }

    /** Runs the facts forwards and backwards, with the day closed last and first; all must agree. */
    private static Mirror run(List<?> facts) {
        List<Object> order = new ArrayList<>(facts);
        Mirror first = new Mirror(engine());
        order.forEach(first::give);
        first.give(DAY.plusDays(1));
        for (int way = 0; way < 3; way++) {
            Collections.reverse(order);
            Mirror other = new Mirror(engine());
            if (way > 0) {
                other.give(DAY.plusDays(1));
            }
            order.forEach(other::give);
            order.forEach(other::give);
            other.give(DAY.plusDays(1));
            assertThat(other.classification()).isEqualTo(first.classification());
            assertThat(other.breaks()).isEqualTo(first.breaks());
        }
        return first;
    }
}
