package clearing.settlement.desk.proposal;

import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradeKind;
import clearing.kernel.trade.TradeState;
import clearing.settlement.ledger.TradeNames;
import clearing.settlement.matching.Scales;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A trade file of one row that gives a settled trade back: same assets and amounts between the same accounts, the other way
 * round. The member's client submits and signs it, the other member affirms it; the service signs nothing.
 */
public final class ReversalFile {
    private static final String HEADER = "reference,side,kind,counterparty,account,counterparty_account,asset,quantity,"
            + "settlement_asset,settlement_amount,trade_date,value_date,reverses";
    private static final int MAX_REFERENCE = 16;

    private ReversalFile() {}

    /** A settled trade that is no reversal. */
    record Original(
            String reference,
            TradeKind kind,
            String author,
            String counterparty,
            String authorAccount,
            String counterpartyAccount,
            boolean authorDelivers,
            String asset,
            long minor,
            Optional<String> paymentAsset,
            long paymentMinor) {}

    static Optional<Original> settled(Connection connection, String name) throws SQLException {
        Optional<TradeId> id = TradeNames.meant(connection, name);
        if (id.isEmpty()) {
            return Optional.empty();
        }
        return Rows.first(
                connection,
                "select * from trade where author = ? and counterparty = ? and page = ? and idx = ? and state = ?"
                        + " and reverses is null",
                List.of(
                        id.get().page().author(),
                        id.get().page().counterparty(),
                        id.get().page().number(),
                        id.get().index(),
                        TradeState.SETTLED.number()),
                row -> new Original(
                        row.getString("reference"),
                        TradeKind.values()[row.getInt("kind")],
                        row.getString("author"),
                        row.getString("counterparty"),
                        row.getString("author_account"),
                        row.getString("counterparty_account"),
                        row.getBoolean("author_delivers"),
                        row.getString("delivery_asset"),
                        row.getLong("delivery_minor"),
                        Optional.ofNullable(row.getString("payment_asset")),
                        row.getLong("payment_minor")));
    }

    /**
     * The file.
     *
     * @param member who submits it, one of the trade's two
     * @param today trade and value date
     * @return empty when the trade is not settled any more
     */
    public static Optional<String> of(
            Connection connection, String member, String trade, long proposal, Scales scales, LocalDate today)
            throws SQLException {
        return settled(connection, trade).map(original -> {
            boolean isAuthor = original.author().equals(member);
            boolean delivered = original.authorDelivers() == isAuthor;
            String reference = "R" + proposal + "-" + original.reference();
            return HEADER + "\n"
                    + String.join(
                            ",",
                            reference.substring(0, Math.min(MAX_REFERENCE, reference.length())),
                            delivered ? "BUY" : "SELL",
                            original.kind().name(),
                            isAuthor ? original.counterparty() : original.author(),
                            isAuthor ? original.authorAccount() : original.counterpartyAccount(),
                            isAuthor ? original.counterpartyAccount() : original.authorAccount(),
                            original.asset(),
                            scales.text(original.asset(), original.minor()),
                            original.paymentAsset().orElse(""),
                            original.paymentAsset()
                                    .map(asset -> scales.text(asset, original.paymentMinor()))
                                    .orElse(""),
                            today.toString(),
                            today.toString(),
                            original.reference())
                    + "\n";
        });
    }
}
