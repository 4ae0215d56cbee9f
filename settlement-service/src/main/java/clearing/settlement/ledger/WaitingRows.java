package clearing.settlement.ledger;

import clearing.kernel.Effect;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.trade.Leg;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Priority;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradePage;
import clearing.kernel.trade.TradeState;
import clearing.settlement.matching.CopyRows;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What waits for settlement after a group of blocks, of all members: affirmed trades and those that a round found short. What a
 * group affirms and settles itself never becomes a row.
 */
final class WaitingRows {
    private final Map<TradeId, Change> changes = new LinkedHashMap<>();
    private int affirmed;
    private int queued;
    private int settled;
    private int ended;

    /**
     * Where a group found a trade and where it left it.
     *
     * @param stored whether the trade waited before the group
     * @param state where it is now
     * @param since when it was affirmed, for one that did not wait before
     * @param queuedAt when a round found it short, if one of this group did
     */
    private record Change(boolean stored, TradeState state, Instant since, Optional<Instant> queuedAt) {
        boolean waits() {
            return isWaiting(state);
        }
    }

    private static boolean isWaiting(TradeState state) {
        return state == TradeState.AFFIRMED || state == TradeState.QUEUED;
    }

    /** Takes a change of state made at that time. */
    void moved(Effect.TradeMoved move, Instant at) {
        Change before = changes.get(move.id());
        boolean stored = before == null ? isWaiting(move.from()) : before.stored();
        Instant since = before == null ? at : before.since();
        Optional<Instant> queuedAt = move.to() == TradeState.QUEUED ? Optional.of(at) : Optional.empty();
        changes.put(move.id(), new Change(stored, move.to(), since, queuedAt));
        switch (move.to()) {
            case AFFIRMED -> affirmed++;
            case QUEUED -> queued++;
            case SETTLED -> settled++;
            case ALLEGED, REJECTED, CANCELLED, EXPIRED, FAILED, NETTED, ALLOCATED, CLOSED_OUT ->
                ended += isWaiting(move.from()) ? 1 : 0;
        }
    }

    /** What happened to the queues. */
    Applied.Settlement settlement() {
        return new Applied.Settlement(affirmed, queued, settled, ended);
    }

    /**
     * Writes the changes.
     *
     * @param pages gives the page of a trade
     */
    void store(Connection connection, Constitution c, Function<PageId, TradePage> pages) throws SQLException {
        CopyRows fresh = copy();
        List<Map.Entry<TradeId, Change>> gone = new ArrayList<>();
        List<Map.Entry<TradeId, Change>> shorter = new ArrayList<>();
        for (Map.Entry<TradeId, Change> entry : changes.entrySet()) {
            Change change = entry.getValue();
            if (change.waits() && change.stored()) {
                shorter.add(entry);
            } else if (change.waits()) {
                TradeId id = entry.getKey();
                add(fresh, c, id, pages.apply(id.page()).trade(id.index()), change);
            } else if (change.stored()) {
                gone.add(entry);
            }
        }
        fresh.write(connection);
        update(
                connection,
                "update waiting w set state = 3, queued_at = v.at from unnest(?, ?, ?, ?, ?::timestamptz[])"
                        + " as v (author, counterparty, page, idx, at) where w.author = v.author"
                        + " and w.counterparty = v.counterparty and w.page = v.page and w.idx = v.idx",
                shorter);
        update(
                connection,
                "delete from waiting w using unnest(?, ?, ?, ?, ?::timestamptz[]) as v (author, counterparty, page, idx, at)"
                        + " where w.author = v.author and w.counterparty = v.counterparty and w.page = v.page and w.idx = v.idx",
                gone);
    }

    private static void update(Connection connection, String sql, List<Map.Entry<TradeId, Change>> rows)
            throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        int count = rows.size();
        String[] authors = new String[count];
        String[] counterparties = new String[count];
        Long[] pages = new Long[count];
        Long[] indexes = new Long[count];
        String[] times = new String[count];
        for (int i = 0; i < count; i++) {
            TradeId id = rows.get(i).getKey();
            authors[i] = id.page().author();
            counterparties[i] = id.page().counterparty();
            pages[i] = (long) id.page().number();
            indexes[i] = (long) id.index();
            Change change = rows.get(i).getValue();
            times[i] = change.queuedAt().orElse(change.since()).toString();
        }
        int changed = Rows.update(connection, sql, authors, counterparties, pages, indexes, times);
        if (changed != count) {
            throw new IllegalStateException(count + " waiting trades moved, but " + changed + " are known");
        }
    }

    static CopyRows copy() {
        return new CopyRows(
                "waiting",
                "author, counterparty, page, idx, lane, reference, state, urgent, value_date, author_account,"
                        + " counterparty_account, author_delivers, delivery_asset, delivery_minor, payment_asset, payment_minor,"
                        + " since, queued_at");
    }

    private static void add(CopyRows rows, Constitution c, TradeId id, Trade trade, Change change) {
        add(rows, c, id, trade, change.state(), change.since(), change.queuedAt());
    }

    static void add(
            CopyRows rows,
            Constitution c,
            TradeId id,
            Trade trade,
            TradeState state,
            Instant since,
            Optional<Instant> queuedAt) {
        PageId page = id.page();
        rows.add(
                page.author(),
                page.counterparty(),
                page.number(),
                id.index(),
                page.lane(),
                trade.reference(),
                state.number(),
                trade.priority() == Priority.URGENT,
                trade.valueDate(),
                c.accountName(page.author(), trade.authorAccount()),
                c.accountName(page.counterparty(), trade.counterpartyAccount()),
                trade.authorDelivers(),
                c.asset(trade.delivery().asset()).code(),
                trade.delivery().minor(),
                trade.payment().map(leg -> c.asset(leg.asset()).code()),
                trade.payment().map(Leg::minor),
                Rows.utc(since),
                queuedAt.map(Rows::utc));
    }
}
