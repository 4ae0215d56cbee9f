package clearing.settlement.ledger;

import clearing.kernel.Effect;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.trade.Leg;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Priority;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradeState;
import clearing.settlement.ledger.Projection.Moved;
import clearing.settlement.matching.CopyRows;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The rows of trades. */
final class TradeRows {
    private TradeRows() {}

    static void add(
            CopyRows rows,
            Constitution c,
            Effect.TradeRecorded effect,
            Moved last,
            Instant at,
            long block,
            int tx,
            int ordinal) {
        PageId page = effect.id().page();
        Trade trade = effect.trade();
        rows.add(
                page.author(),
                page.counterparty(),
                page.number(),
                effect.id().index(),
                page.lane(),
                trade.reference(),
                trade.kind().ordinal(),
                last.to().number(),
                last.reason().ordinal(),
                c.accountName(page.author(), trade.authorAccount()),
                c.accountName(page.counterparty(), trade.counterpartyAccount()),
                trade.authorDelivers(),
                c.asset(trade.delivery().asset()).code(),
                trade.delivery().minor(),
                trade.payment().map(leg -> c.asset(leg.asset()).code()),
                trade.payment().map(Leg::minor),
                trade.priority() == Priority.URGENT,
                trade.tradeDate(),
                trade.valueDate(),
                trade.commitment(),
                trade.reverses().map(reversal -> TradeNames.of(reversal.target(page))),
                trade.amends().map(amendment -> TradeNames.of(amendment.target(page))),
                Rows.utc(at),
                block,
                tx,
                ordinal,
                last.block());
    }

    /** A trade row after it moved. */
    record MovedRow(String author, String counterparty, int state, Instant recordedAt) {
        boolean party(String member) {
            return author.equals(member) || counterparty.equals(member);
        }

        boolean settled() {
            return state == TradeState.SETTLED.number();
        }
    }

    static List<MovedRow> move(Connection connection, Map<TradeId, Moved> moves) throws SQLException {
        int count = moves.size();
        String[] authors = new String[count];
        String[] counterparties = new String[count];
        Long[] pages = new Long[count];
        Long[] indexes = new Long[count];
        Long[] states = new Long[count];
        Long[] reasons = new Long[count];
        Long[] blocks = new Long[count];
        int i = 0;
        for (Map.Entry<TradeId, Moved> move : moves.entrySet()) {
            PageId page = move.getKey().page();
            authors[i] = page.author();
            counterparties[i] = page.counterparty();
            pages[i] = (long) page.number();
            indexes[i] = (long) move.getKey().index();
            states[i] = (long) move.getValue().to().number();
            reasons[i] = (long) move.getValue().reason().ordinal();
            blocks[i] = move.getValue().block();
            i++;
        }
        List<MovedRow> rows = Rows.list(
                connection,
                "update trade t set state = v.state, reason = v.reason, moved_block = v.block from unnest(?, ?, ?, ?,"
                        + " ?, ?, ?) as v (author, counterparty, page, idx, state, reason, block) where t.author ="
                        + " v.author and t.counterparty = v.counterparty and t.page = v.page and t.idx = v.idx returning"
                        + " t.author, t.counterparty, t.state, t.recorded_at",
                List.of(authors, counterparties, pages, indexes, states, reasons, blocks),
                row -> new MovedRow(
                        row.getString(1), row.getString(2), row.getInt(3), Rows.instant(row, "recorded_at")));
        if (rows.size() != count) {
            throw new IllegalStateException(count + " trades moved, but " + rows.size() + " are known");
        }
        return rows;
    }
}
