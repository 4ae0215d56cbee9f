package clearing.settlement.ledger;

import clearing.kernel.constitution.Constitution;
import clearing.kernel.trade.Leg;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Priority;
import clearing.kernel.trade.Trade;
import clearing.settlement.matching.BinaryRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The rows of pages and of their trades, written once. */
final class TradeRows {
    private TradeRows() {}

    /**
     * A trade as it was recorded.
     *
     * @param place of the trade in its page
     * @param ordinal of the effect in its transaction
     */
    record TradeRow(int place, Trade trade, int ordinal) {}

    /** @param pages recorded by the group, with their numbers */
    static void write(Connection connection, Constitution c, List<TradePages.Page> pages) throws SQLException {
        try (BinaryRows rows = new BinaryRows(
                connection,
                "trade_page",
                "id, author, counterparty, page, lane, recorded_at, recorded_block, recorded_tx")) {
            for (TradePages.Page page : pages) {
                rows.row()
                        .int8(page.row())
                        .text(page.id().author())
                        .text(page.id().counterparty())
                        .int4(page.id().number())
                        .text(page.id().lane())
                        .timestamp(page.recording().at())
                        .int8(page.recording().block())
                        .int4(page.recording().tx());
            }
            rows.finish();
        }
        try (BinaryRows rows = new BinaryRows(
                connection,
                "trade_fact",
                "page_id, delivery_minor, payment_minor, idx, recorded_effect, trade_date, value_date, kind, author_delivers,"
                        + " urgent, reference, author_account, counterparty_account, delivery_asset, payment_asset, commitment,"
                        + " reverses, amends")) {
            for (TradePages.Page page : pages) {
                for (TradeRow row : page.trades()) {
                    add(rows, c, page, row);
                }
            }
            rows.finish();
        }
    }

    private static void add(BinaryRows rows, Constitution c, TradePages.Page of, TradeRow row) throws SQLException {
        PageId page = of.id();
        Trade trade = row.trade();
        Optional<Leg> payment = trade.payment();
        rows.row().int8(of.row()).int8(trade.delivery().minor());
        payment.ifPresentOrElse(leg -> rows.int8(leg.minor()), rows::nothing);
        rows.int4(row.place())
                .int4(row.ordinal())
                .date(trade.tradeDate())
                .date(trade.valueDate())
                .int2(trade.kind().ordinal())
                .bool(trade.authorDelivers())
                .bool(trade.priority() == Priority.URGENT)
                .text(trade.reference())
                .text(c.accountName(page.author(), trade.authorAccount()))
                .text(c.accountName(page.counterparty(), trade.counterpartyAccount()))
                .text(c.asset(trade.delivery().asset()).code())
                .text(payment.map(leg -> c.asset(leg.asset()).code()))
                .bytes(trade.commitment())
                .text(trade.reverses().map(reversal -> TradeNames.of(reversal.target(page))))
                .text(trade.amends().map(amendment -> TradeNames.of(amendment.target(page))));
    }
}
