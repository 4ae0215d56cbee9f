package clearing.client.trade;

import clearing.kernel.asset.Asset;
import clearing.kernel.constitution.Constitution;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an issuer pays in and out ({@code funding.csv}), or what a holder wants paid out ({@code withdrawals.csv}).
 *
 * @param rows   the rows that can be sent
 * @param errors what is wrong with the others
 */
public record FundingFile(List<Row> rows, List<LocatedError> errors) {
    private static final List<String> COLUMNS =
            List.of("operation", "reference", "member", "account", "asset", "amount", "value_date");

    /** Which way the value goes. */
    public enum Operation {
        DEPOSIT,
        WITHDRAW
    }

    /**
     * One movement.
     *
     * @param line      line in the file
     * @param operation in or out
     * @param reference the issuer's, or for a withdrawal the holder's
     * @param member    the holder
     * @param account   number of the holder's account
     * @param asset     code
     * @param amount    minor units
     * @param valueDate value date
     */
    public record Row(
            long line,
            Operation operation,
            String reference,
            String member,
            int account,
            String asset,
            long amount,
            LocalDate valueDate) {}

    /** Copies its lists. */
    public FundingFile {
        rows = List.copyOf(rows);
        errors = List.copyOf(errors);
    }

    /**
     * Reads a file.
     *
     * @throws BadInput when the file as a whole cannot be read
     */
    public static FundingFile read(Path file, Constitution constitution) {
        CsvTable table = CsvTable.read(file, ',');
        RowReader.requireColumns(table, ColumnMapping.NONE, COLUMNS);
        List<Row> rows = new ArrayList<>();
        List<LocatedError> errors = new ArrayList<>(table.errors());
        Map<String, Long> seen = new HashMap<>();
        for (CsvTable.Row raw : table.rows()) {
            RowReader in = new RowReader(table, ColumnMapping.NONE, raw);
            String member = in.member("member", constitution);
            Optional<Asset> asset = in.asset("asset", constitution);
            Row row = new Row(
                    in.line(),
                    in.constant("operation", Operation.values()),
                    in.reference("reference"),
                    member,
                    in.account("account", member, constitution),
                    asset.map(Asset::code).orElse(""),
                    in.amount("amount", asset),
                    in.date("value_date"));
            Long before = seen.putIfAbsent(row.reference(), row.line());
            if (before != null) {
                in.error(
                        "reference",
                        "DUPLICATE_REFERENCE",
                        row.reference() + " stands on line " + before + " already.");
            }
            if (in.errors().isEmpty()) {
                rows.add(row);
            } else {
                errors.addAll(in.errors());
            }
        }
        return new FundingFile(rows, errors);
    }
}
