package clearing.settlement.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Effect;
import clearing.kernel.hold.Hold;
import clearing.kernel.matching.Difference;
import clearing.kernel.matching.MatchField;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.TradeId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TradeLifeWordsTest {
    private static final TradeId TRADE = new TradeId(new PageId("HK", "Harbour", "Lotus", 3), 7);
    private static final TradeId INSTRUCTION = new TradeId(new PageId("HK", "Lotus", "Harbour", 0), 1);

    @Test
    void a_mismatch_names_each_field_with_both_values() {
        Effect.Mismatched mismatch = new Effect.Mismatched(
                TRADE,
                INSTRUCTION,
                List.of(
                        new Difference(MatchField.DELIVERY_AMOUNT, "10", "11"),
                        new Difference(MatchField.VALUE_DATE, "2026-11-20", "2026-11-23")));

        assertThat(TradeLifeWords.of(mismatch))
                .isEqualTo(new OtherEffect(
                        "MISMATCHED",
                        "Harbour/Lotus/0000000003#7 with Lotus/Harbour/0000000000#1: delivery.amount: 10 against 11;"
                                + " valueDate: 2026-11-20 against 2026-11-23",
                        Optional.of(TRADE)));
    }

    @Test
    void a_hold_is_named_by_how_it_ended() {
        Hold expired = new Hold(Hold.State.EXPIRED, 0, "HKD", 5, "Lotus", 0, Instant.parse("2026-11-20T02:00:00Z"), 0);

        assertThat(TradeLifeWords.of(new Effect.HoldResolved("Harbour", "H1", expired)))
                .isEqualTo(new OtherEffect("HOLD_EXPIRED", "Harbour H1", Optional.empty()));
    }

    @Test
    void an_adjusting_entry_names_the_closed_date_the_original_and_the_reason() {
        Effect.Adjusted adjusted =
                new Effect.Adjusted(INSTRUCTION, LocalDate.of(2026, 11, 19), Optional.of(TRADE), "File lost");

        assertThat(TradeLifeWords.of(adjusted).detail())
                .isEqualTo("Lotus/Harbour/0000000000#1 of closed 2026-11-19 for Harbour/Lotus/0000000003#7: File lost");
    }
}
