package clearing.client.liquidity;

import clearing.client.trade.BadInput;
import clearing.client.trade.CsvTable;
import clearing.client.trade.LocatedError;
import clearing.kernel.MalformedInput;
import clearing.kernel.asset.Currency;
import clearing.kernel.asset.Decimals;
import clearing.kernel.asset.Isin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** A CSV file whose rows are read field by field; what is wrong is noted with its place, and all of it is thrown at the end. */
final class InputTable {
    private static final int MAX_NAME = 64;

    private final CsvTable table;
    private final List<LocatedError> errors;

    private InputTable(CsvTable table) {
        this.table = table;
        this.errors = new ArrayList<>(table.errors());
    }

    /** @throws BadInput when the file is no table or lacks one of the columns */
    static InputTable read(Path file, List<String> columns) {
        InputTable input = new InputTable(CsvTable.read(file, ','));
        for (String column : columns) {
            if (!input.table.header().containsKey(column)) {
                throw new BadInput(List.of(
                        new LocatedError(file, 1, 0, "MISSING_COLUMN", "There is no column '" + column + "'.")));
            }
        }
        return input;
    }

    List<CsvTable.Row> rows() {
        return table.rows();
    }

    /** How many faults there are by now. */
    int faults() {
        return errors.size();
    }

    /** @throws BadInput with every fault of the file */
    void end() {
        if (!errors.isEmpty()) {
            throw new BadInput(errors);
        }
    }

    /** The field, or an empty text where there is no such column. */
    String field(CsvTable.Row row, String column) {
        Integer at = table.header().get(column);
        return at == null ? "" : row.fields().get(at);
    }

    String name(CsvTable.Row row, String column) {
        String name = field(row, column);
        if (!isName(name)) {
            error(
                    row,
                    column,
                    "BAD_VALUE",
                    "A name is 1 to " + MAX_NAME + " printable ASCII characters without blanks.");
        }
        return name;
    }

    static boolean isName(String name) {
        return !name.isEmpty() && name.length() <= MAX_NAME && name.chars().allMatch(c -> c > ' ' && c <= '~');
    }

    String asset(CsvTable.Row row, String column) {
        String asset = field(row, column);
        if (scale(asset).isEmpty()) {
            error(row, column, "UNKNOWN_ASSET", "This is neither a currency of ISO 4217 nor an ISIN.");
        }
        return asset;
    }

    /** Decimals of an asset: by ISO 4217 for a currency, none for an ISIN; empty for what is neither. */
    static OptionalInt scale(String asset) {
        return Isin.isValid(asset) ? OptionalInt.of(0) : Currency.minorUnit(asset);
    }

    /** Minor units; 0 where the field or the asset is at fault. */
    long amount(CsvTable.Row row, String column, String asset, boolean positive) {
        OptionalInt scale = scale(asset);
        if (scale.isEmpty()) {
            return 0;
        }
        try {
            long amount = Decimals.parse(field(row, column), scale.getAsInt(), column);
            if (positive && amount == 0) {
                error(row, column, "AMOUNT_NOT_POSITIVE", "The amount is greater than zero.");
            }
            return amount;
        } catch (MalformedInput e) {
            error(row, column, e.code().name(), "In column '" + column + "': " + e.sentence() + ".");
            return 0;
        }
    }

    void error(CsvTable.Row row, String column, String code, String sentence) {
        int at = table.header().getOrDefault(column, -1) + 1;
        errors.add(new LocatedError(table.file(), row.line(), at, code, sentence));
    }
}
