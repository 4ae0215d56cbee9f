package clearing.settlement.ledger;

import clearing.kernel.constitution.Constitution;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.TradePage;
import clearing.kernel.trade.TradeState;
import clearing.settlement.ledger.WaitingRows.Waits;
import clearing.settlement.matching.BinaryRows;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fills the table of what waits from the verified state, for a database whose blocks were read before it had that table. When a
 * trade began to wait is not in the state; the block that last wrote its page stands for it.
 */
final class WaitingRebuild {
    private WaitingRebuild() {}

    /** A stored status page with the time of its block. */
    private record Stored(StatusPage status, Instant at) {}

    static void run(Connection connection, String channel, String chaincode, StateView state, Optional<Constitution> c)
            throws SQLException {
        boolean known = Rows.first(
                        connection,
                        "select waiting_known from cursor where channel = ?",
                        List.of(channel),
                        row -> row.getBoolean(1))
                .orElse(true);
        if (known) {
            return;
        }
        if (c.isPresent()) {
            fill(connection, chaincode, state);
        }
        Rows.update(connection, "update cursor set waiting_known = true where channel = ?", channel);
    }

    private static void fill(Connection connection, String chaincode, StateView state) throws SQLException {
        Rows.update(connection, "delete from waiting");
        List<Stored> pages = Rows.list(
                connection,
                "select s.value, b.at from state s join block b on b.number = s.block where s.namespace = ?"
                        + " and starts_with(s.key, ?) order by s.key",
                List.of(chaincode, Keys.STATUS_PREFIX),
                row -> new Stored(StatusPage.decode(row.getBytes(1)), Rows.instant(row, "at")));
        Map<PageId, List<PlaceRuns.Run<Waits>>> waiting = new LinkedHashMap<>();
        for (Stored stored : pages) {
            StatusPage status = stored.status();
            if (status.count(TradeState.AFFIRMED) + status.count(TradeState.QUEUED) == 0) {
                continue;
            }
            String key = Keys.page(status.id());
            TradePage page = state.get(chaincode, key)
                    .map(value -> TradePage.ofLedger(value.value()))
                    .orElseThrow(() -> new IllegalStateException("the verified state has no " + key));
            PlaceRuns<Waits> waits = new PlaceRuns<>();
            for (int i = 0; i < status.count(); i++) {
                TradeState at = status.state(i);
                if (at == TradeState.AFFIRMED || at == TradeState.QUEUED) {
                    Optional<Instant> queuedAt = at == TradeState.QUEUED ? Optional.of(stored.at()) : Optional.empty();
                    waits.put(i, Optional.of(new Waits(at, page.trade(i).valueDate(), stored.at(), queuedAt)));
                }
            }
            waiting.put(status.id(), waits.runs());
        }
        try (BinaryRows rows = WaitingRows.rows(connection)) {
            for (Map.Entry<PageId, List<PlaceRuns.Run<Waits>>> page : waiting.entrySet()) {
                WaitingRows.add(rows, page.getKey(), page.getValue());
            }
            rows.finish();
        }
    }
}
