package clearing.settlement.ledger;

import clearing.kernel.trade.RejectReason;
import clearing.kernel.trade.TradeState;
import clearing.settlement.ledger.PlaceRuns.Run;
import clearing.settlement.ledger.TradePages.Stand;
import clearing.settlement.matching.BinaryRows;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of where trades stand, by ranges of a page's places. Ranges that stay as they are are not written again. */
final class StandRows {
    private final List<Long> gonePages = new ArrayList<>();
    private final List<Long> gonePlaces = new ArrayList<>();
    private final List<Fresh> fresh = new ArrayList<>();

    private record Fresh(long page, Run<Stand> run) {}

    /** What is stored of pages, by their numbers. */
    static Map<Long, List<Run<Stand>>> stored(Connection connection, Long[] pages) throws SQLException {
        Map<Long, List<Run<Stand>>> stored = new HashMap<>();
        if (pages.length > 0) {
            Rows.list(
                    connection,
                    "select page_id, first_idx, last_idx, state, reason, moved_block from trade_stand where page_id = any(?)",
                    List.of((Object) pages),
                    row -> stored.computeIfAbsent(row.getLong(1), page -> new ArrayList<>())
                            .add(new Run<>(
                                    row.getInt(2),
                                    row.getInt(3),
                                    new Stand(
                                            TradeState.ofNumber(row.getInt(4)),
                                            RejectReason.values()[row.getInt(5)],
                                            row.getLong(6)))));
        }
        return stored;
    }

    /** A page that stood one way and stands another way now. */
    void add(long page, List<Run<Stand>> before, List<Run<Stand>> now) {
        for (Run<Stand> run : PlaceRuns.without(before, now)) {
            gonePages.add(page);
            gonePlaces.add((long) run.first());
        }
        PlaceRuns.without(now, before).forEach(run -> fresh.add(new Fresh(page, run)));
    }

    void write(Connection connection) throws SQLException {
        if (!gonePages.isEmpty()) {
            Rows.update(
                    connection,
                    "delete from trade_stand s using unnest(?, ?) as v (page_id, first_idx)"
                            + " where s.page_id = v.page_id and s.first_idx = v.first_idx",
                    gonePages.toArray(Long[]::new),
                    gonePlaces.toArray(Long[]::new));
        }
        try (BinaryRows rows =
                new BinaryRows(connection, "trade_stand", "page_id, first_idx, last_idx, state, reason, moved_block")) {
            for (Fresh next : fresh) {
                Stand stand = next.run().value();
                rows.row()
                        .int8(next.page())
                        .int4(next.run().first())
                        .int4(next.run().last())
                        .int2(stand.state().number())
                        .int2(stand.reason().ordinal())
                        .int8(stand.block());
            }
            rows.finish();
        }
    }
}
