package clearing.settlement.matching;

import clearing.reconcile.Side;
import clearing.settlement.matching.Verdicts.ItemKey;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Where items of one side stand that were stored before, and which are broken, in the caller's transaction. */
final class MovedRows {
    private static final int AT_ONCE = 20_000;

    private final Connection connection;
    private final Side side;
    private final Standings standings;
    private final Instant now;
    private final String fact;
    private final String moved;
    private final String broken;
    /** Of pairs and nothing else: they waited until now. */
    private final List<Long> paired = new ArrayList<>();

    private final List<Long> others = new ArrayList<>();
    private final List<Long> brokenNow = new ArrayList<>();

    private MovedRows(Connection connection, Side side, Standings standings, Instant now) {
        this.connection = connection;
        this.side = side;
        this.standings = standings;
        this.now = now;
        String name = side == Side.CHAIN ? "posting" : "book_entry";
        fact = name + "_fact";
        moved = name + "_moved";
        broken = "broken_" + name;
    }

    /**
     * Writes them, after the new items' own rows.
     *
     * @param firstNew items from this number on were written with where they stand
     */
    static void write(Connection connection, Side side, Standings standings, long firstNew, Instant now)
            throws SQLException {
        MovedRows rows = new MovedRows(connection, side, standings, now);
        rows.collect(firstNew);
        rows.move();
        rows.mark();
    }

    private void collect(long firstNew) {
        Map<ItemKey, Verdicts.Standing> told = standings.verdicts().standings();
        told.forEach((item, standing) -> {
            if (item.side() == side) {
                if (item.id() < firstNew) {
                    others.add(item.id());
                }
                boolean pair = standings.verdicts().pairs().partnerOf(side, item.id()) != 0;
                if (standing.status() == Verdicts.BROKEN && !pair) {
                    brokenNow.add(item.id());
                }
            }
        });
        standings.verdicts().pairs().forEach((posting, booking) -> {
            long item = side == Side.CHAIN ? posting : booking;
            if (item < firstNew && !told.containsKey(new ItemKey(side, item))) {
                paired.add(item);
            }
        });
        // In the order of the key, so that its index grows at one end.
        Collections.sort(paired);
        Collections.sort(others);
    }

    /** What waited and moved before has a row; such rows are few and have an index of their own. */
    private void move() throws SQLException {
        for (int from = 0; from < paired.size(); from += AT_ONCE) {
            List<Long> some = paired.subList(from, Math.min(from + AT_ONCE, paired.size()));
            if (anyWaits(some)) {
                delete(moved + " where status in (0, 3) and", some);
            }
        }
        if (!others.isEmpty()) {
            delete(moved + " where", others);
        }
        String columns = "id, status, match_id, break_id" + (side == Side.BOOKS ? ", pair, at" : "");
        try (BinaryRows rows = new BinaryRows(connection, moved, columns)) {
            for (List<Long> items : List.of(paired, others)) {
                for (Long item : items) {
                    rows.row().int8(item);
                    standings.write(rows, side, item);
                    if (side == Side.BOOKS) {
                        rows.timestamp(now);
                    }
                }
            }
            rows.finish();
        }
    }

    /** Whether anything in the range of the numbers moved and waits: mostly nothing does, and nothing has to be looked for. */
    private boolean anyWaits(List<Long> sorted) throws SQLException {
        return Rows.first(
                        connection,
                        "select 1 from " + moved + " where status in (0, 3) and id between ? and ? limit 1",
                        List.of(sorted.getFirst(), sorted.getLast()),
                        row -> row.getInt(1))
                .isPresent();
    }

    private void mark() throws SQLException {
        if (!others.isEmpty()) {
            delete(broken + " where", others);
        }
        if (!brokenNow.isEmpty()) {
            Rows.update(
                    connection,
                    "insert into " + broken + " select id, account, asset, minor from " + fact + " where id = any(?)",
                    (Object) brokenNow.toArray(Long[]::new));
        }
    }

    private void delete(String what, List<Long> items) throws SQLException {
        Rows.update(connection, "delete from " + what + " id = any(?)", (Object) items.toArray(Long[]::new));
    }
}
