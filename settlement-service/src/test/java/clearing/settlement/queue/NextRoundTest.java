package clearing.settlement.queue;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.constitution.Constitution;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.TradeId;
import clearing.settlement.queue.WaitingTrade.Movement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NextRoundTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

    @Test
    void what_the_round_leaves_out_is_not_due_or_of_a_closed_value_date() {
        WaitingTrade later = trade(0, DAY.plusDays(1));
        WaitingTrade closed = trade(1, DAY.minusDays(9));
        NextRound next =
                new NextRound(new Constitution(1, List.of(), List.of(), List.of()), List.of(later, closed), Map.of());

        LaneQueue queue = next.queue(List.of(), DAY);

        assertThat(queue.entries())
                .extracting(LaneQueue.Entry::why)
                .containsExactly(
                        List.of(new Reason.PeriodClosed(DAY.minusDays(9))),
                        List.of(new Reason.NotDue(DAY.plusDays(1))));
    }

    private static WaitingTrade trade(int index, LocalDate valueDate) {
        return new WaitingTrade(
                new TradeId(new PageId("HK", "A", "B", 0), index),
                "T-" + index,
                false,
                valueDate,
                new Movement(Slot.position("A", "HOUSE", "HKD"), Slot.position("B", "HOUSE", "HKD"), 1),
                Optional.empty(),
                Instant.EPOCH,
                Optional.empty());
    }
}
