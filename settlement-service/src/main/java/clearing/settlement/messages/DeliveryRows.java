package clearing.settlement.messages;

import clearing.books.AssetScales;
import clearing.kernel.trade.TradeState;
import clearing.messages.Delivery;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The member's trades of a security against cash, as instructions. */
public final class DeliveryRows {
    /** At most so many in one answer. */
    public static final int MOST = 2_000;

    private static final String DELIVERIES =
            "select * from trade where (author = ? or counterparty = ?) and payment_asset is"
                    + " not null and length(delivery_asset) = 12 and length(payment_asset) = 3";
    private static final List<Integer> LIVE = List.of(
            TradeState.AFFIRMED.number(),
            TradeState.QUEUED.number(),
            TradeState.SETTLED.number(),
            TradeState.NETTED.number());

    private final Connection connection;
    private final String member;
    private final AssetScales scales;

    public DeliveryRows(Connection connection, String member, AssetScales scales) {
        this.connection = connection;
        this.member = member;
        this.scales = scales;
    }

    /**
     * Trades that both sides confirmed and that are neither cancelled nor failed, by their value date, in the ledger's order; one more
     * than {@link #MOST} when there are more.
     */
    public List<Delivery> between(LocalDate from, LocalDate to) throws SQLException {
        return Rows.list(
                connection,
                DELIVERIES + " and value_date between ? and ? and state = any(?) order by page_id, idx limit "
                        + (MOST + 1),
                List.of(
                        member,
                        member,
                        from,
                        to,
                        LIVE.stream().map(Integer::longValue).toArray(Long[]::new)),
                this::delivery);
    }

    /** The trade of that name, in whatever state, when it is the member's and a security against cash. */
    public Optional<Delivery> of(String lane, String author, String counterparty, int page, int index)
            throws SQLException {
        return Rows.first(
                connection,
                DELIVERIES + " and lane = ? and author = ? and counterparty = ? and page = ? and idx = ?",
                List.of(member, member, lane, author, counterparty, page, index),
                this::delivery);
    }

    private Delivery delivery(ResultSet row) throws SQLException {
        boolean author = row.getString("author").equals(member);
        String isin = row.getString("delivery_asset");
        String currency = row.getString("payment_asset");
        int state = row.getInt("state");
        return new Delivery(
                String.join(
                        ".",
                        row.getString("lane"),
                        row.getString("author"),
                        row.getString("counterparty"),
                        row.getString("page"),
                        row.getString("idx")),
                row.getString("reference"),
                member,
                row.getString(author ? "author_account" : "counterparty_account"),
                row.getString(author ? "counterparty" : "author"),
                row.getString(author ? "counterparty_account" : "author_account"),
                row.getBoolean("author_delivers") == author,
                isin,
                row.getLong("delivery_minor"),
                scales.scale(isin).orElse(0),
                currency,
                row.getLong("payment_minor"),
                scales.scale(currency).orElse(0),
                row.getObject("trade_date", LocalDate.class),
                row.getObject("value_date", LocalDate.class),
                LIVE.contains(state));
    }
}
