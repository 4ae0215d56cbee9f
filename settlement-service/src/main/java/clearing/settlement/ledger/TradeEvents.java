package clearing.settlement.ledger;

import clearing.kernel.trade.RejectReason;
import clearing.kernel.trade.TradeState;
import clearing.settlement.matching.BinaryRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How trades moved, by ranges: trades of a page that follow on each other, moved in one transaction in the same way by effects of
 * even distance.
 */
final class TradeEvents {
    private final List<Run> runs = new ArrayList<>();

    /** What the events of a range have in common. */
    record Move(long block, int tx, Optional<TradeState> from, TradeState to, RejectReason reason) {}

    private static final class Run {
        private final TradePages.Page page;
        private final Move move;
        private final int firstEffect;
        private final int firstPlace;
        private int lastEffect;
        private int lastPlace;
        private int step;

        Run(TradePages.Page page, Move move, int effect, int place) {
            this.page = page;
            this.move = move;
            firstEffect = effect;
            lastEffect = effect;
            firstPlace = place;
            lastPlace = place;
        }

        boolean takes(TradePages.Page of, Move next, int effect, int place) {
            boolean follows = page == of && place == lastPlace + 1 && move.equals(next);
            if (!follows || lastPlace > firstPlace && effect != lastEffect + step) {
                return false;
            }
            step = effect - lastEffect;
            lastEffect = effect;
            lastPlace = place;
            return true;
        }
    }

    /** Takes the event of one trade. */
    void take(TradePages.Page page, Move move, int effect, int place) {
        if (runs.isEmpty() || !runs.getLast().takes(page, move, effect, place)) {
            runs.add(new Run(page, move, effect, place));
        }
    }

    /** Writes the rows; pages have their numbers. */
    void store(Connection connection) throws SQLException {
        try (BinaryRows rows = new BinaryRows(
                connection,
                "trade_event_run",
                "block, tx, effect, effect_step, page_id, first_idx, last_idx, state_from, state_to, reason")) {
            for (Run run : runs) {
                rows.row()
                        .int8(run.move.block())
                        .int4(run.move.tx())
                        .int4(run.firstEffect)
                        .int4(run.step)
                        .int8(run.page.row())
                        .int4(run.firstPlace)
                        .int4(run.lastPlace);
                run.move.from().ifPresentOrElse(from -> rows.int2(from.number()), rows::nothing);
                rows.int2(run.move.to().number()).int2(run.move.reason().ordinal());
            }
            rows.finish();
        }
    }
}
