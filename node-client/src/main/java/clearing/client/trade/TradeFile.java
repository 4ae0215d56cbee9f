package clearing.client.trade;

import clearing.client.trade.TradeRow.Payment;
import clearing.client.trade.TradeRow.Side;
import clearing.kernel.asset.Asset;
import clearing.kernel.asset.AssetKind;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.trade.Priority;
import clearing.kernel.trade.TradeKind;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A member's trade file, read against the constitution.
 *
 * @param rows   the rows that can be sent, in the order of the file
 * @param errors what is wrong with the others
 */
public record TradeFile(List<TradeRow> rows, List<LocatedError> errors) {
    private static final List<String> COLUMNS = List.of(
            "reference",
            "side",
            "kind",
            "counterparty",
            "account",
            "counterparty_account",
            "asset",
            "quantity",
            "settlement_asset",
            "settlement_amount",
            "trade_date",
            "value_date");

    /** Copies its lists. */
    public TradeFile {
        rows = List.copyOf(rows);
        errors = List.copyOf(errors);
    }

    /**
     * Reads a file. A bad row is reported and left out; every fault of a row is reported, not just the first.
     *
     * @param member whose file it is
     * @throws BadInput when the file as a whole cannot be read
     */
    public static TradeFile read(Path file, ColumnMapping mapping, Constitution constitution, String member) {
        return of(CsvTable.read(file, mapping.separator()), mapping, constitution, member);
    }

    /**
     * Reads the text of a trade file.
     *
     * @param name of the text, for errors
     * @param member whose rows these are
     * @throws BadInput when the text as a whole cannot be read
     */
    static TradeFile parse(Path name, String text, ColumnMapping mapping, Constitution constitution, String member) {
        return of(CsvTable.parse(name, text, mapping.separator()), mapping, constitution, member);
    }

    private static TradeFile of(CsvTable table, ColumnMapping mapping, Constitution constitution, String member) {
        RowReader.requireColumns(table, mapping, COLUMNS);
        List<TradeRow> rows = new ArrayList<>(table.rows().size());
        List<LocatedError> errors = new ArrayList<>(table.errors());
        Map<TradeRow.Key, Long> seen = new HashMap<>();
        for (CsvTable.Row raw : table.rows()) {
            RowReader reader = new RowReader(table, mapping, raw);
            TradeRow row = row(reader, constitution, member);
            Long before = seen.putIfAbsent(row.key(), row.line());
            if (before != null) {
                reader.error(
                        "reference",
                        "DUPLICATE_REFERENCE",
                        row.reference() + " with " + row.counterparty() + " stands on line " + before + " already.");
            }
            if (reader.errors().isEmpty()) {
                rows.add(row);
            } else {
                errors.addAll(reader.errors());
            }
        }
        return new TradeFile(rows, errors);
    }

    private static TradeRow row(RowReader in, Constitution constitution, String member) {
        String counterparty = in.member("counterparty", constitution);
        if (counterparty.equals(member)) {
            in.error("counterparty", "OWN_COUNTERPARTY", "A member does not trade with itself.");
        }
        TradeKind kind = in.constant("kind", TradeKind.values());
        Optional<Asset> asset = in.asset("asset", constitution);
        long quantity = in.amount("quantity", asset);
        Optional<Payment> payment = payment(in, kind, asset, constitution);
        LocalDate tradeDate = in.date("trade_date");
        LocalDate valueDate = in.date("value_date");
        if (valueDate.isBefore(tradeDate)) {
            in.error("value_date", "DATE_OUT_OF_RANGE", "The value date is before the trade date.");
        }
        String reverses = in.text("reverses");
        return new TradeRow(
                in.line(),
                in.reference("reference"),
                in.constant("side", Side.values()),
                kind,
                counterparty,
                in.account("account", member, constitution),
                in.account("counterparty_account", counterparty, constitution),
                asset.map(Asset::lane).orElse(""),
                asset.flatMap(a -> constitution.assetIndex(a.code())).orElse(0),
                quantity,
                payment,
                tradeDate,
                valueDate,
                in.text("priority").isEmpty() ? Priority.NORMAL : in.constant("priority", Priority.values()),
                reverses.isEmpty() ? Optional.empty() : Optional.of(in.reference("reverses")),
                new TradeRow.Detail(in.text("price"), in.text("client"), in.text("text")));
    }

    private static Optional<Payment> payment(
            RowReader in, TradeKind kind, Optional<Asset> delivered, Constitution constitution) {
        if (kind == TradeKind.PAYMENT) {
            if (!in.text("settlement_asset").isEmpty()
                    || !in.text("settlement_amount").isEmpty()) {
                in.error(
                        "settlement_asset",
                        "KIND_MISMATCH",
                        "A PAYMENT has one leg and no settlement asset or amount.");
            }
            return Optional.empty();
        }
        Optional<Asset> paid = in.asset("settlement_asset", constitution);
        long amount = in.amount("settlement_amount", paid);
        if (paid.isEmpty() || delivered.isEmpty()) {
            return Optional.empty();
        }
        boolean security = delivered.get().kind() == AssetKind.SECURITY;
        if (security != (kind == TradeKind.DVP)) {
            in.error(
                    "kind",
                    "KIND_MISMATCH",
                    kind + " does not fit the asset " + delivered.get().code() + ".");
        }
        if (paid.get().kind() != AssetKind.CASH || paid.get().equals(delivered.get())) {
            in.error("settlement_asset", "KIND_MISMATCH", "Settled is in another asset, which is cash.");
        }
        if (!paid.get().lane().equals(delivered.get().lane())) {
            in.error("settlement_asset", "WRONG_LANE", "Both legs settle in one lane.");
        }
        return Optional.of(
                new Payment(constitution.assetIndex(paid.get().code()).orElse(0), amount));
    }
}
