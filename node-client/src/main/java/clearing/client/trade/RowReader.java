package clearing.client.trade;

import clearing.kernel.MalformedInput;
import clearing.kernel.asset.Asset;
import clearing.kernel.asset.Decimals;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.trade.Trade;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One row of a table under a mapping; collects what is wrong with it, each fault with its column. */
final class RowReader {
    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2199, 12, 31);

    private final Path file;
    private final Map<String, Integer> header;
    private final ColumnMapping mapping;
    private final CsvTable.Row row;
    private final List<LocatedError> errors = new ArrayList<>();

    RowReader(CsvTable table, ColumnMapping mapping, CsvTable.Row row) {
        this.file = table.file();
        this.header = table.header();
        this.mapping = mapping;
        this.row = row;
    }

    /** Refuses a file that lacks a column. */
    static void requireColumns(CsvTable table, ColumnMapping mapping, List<String> columns) {
        for (String column : columns) {
            if (!mapping.isConstant(column) && !table.header().containsKey(mapping.column(column))) {
                throw new BadInput(List.of(new LocatedError(
                        table.file(), 1, 0, "MISSING_COLUMN", "There is no column '" + mapping.column(column) + "'.")));
            }
        }
    }

    List<LocatedError> errors() {
        return errors;
    }

    long line() {
        return row.line();
    }

    String text(String column) {
        if (mapping.isConstant(column)) {
            return mapping.constant(column);
        }
        int at = header.getOrDefault(mapping.column(column), -1);
        return at < 0 ? "" : mapping.value(column, row.fields().get(at));
    }

    <E extends Enum<E>> E constant(String column, E[] allowed) {
        String text = text(column);
        for (E value : allowed) {
            if (value.name().equals(text)) {
                return value;
            }
        }
        error(column, "BAD_VALUE", "'" + shown(text) + "' is none of " + List.of(allowed) + ".");
        return allowed[0];
    }

    String reference(String column) {
        String text = text(column);
        if (!Trade.isReference(text)) {
            error(
                    column,
                    "BAD_REFERENCE",
                    "'" + shown(text) + "' is not 1 to 16 characters of A-Z, 0-9, '-', '/' and '.'.");
        }
        return text;
    }

    String member(String column, Constitution constitution) {
        String text = text(column);
        if (constitution.member(text).isEmpty()) {
            error(column, "UNKNOWN_MEMBER", "'" + shown(text) + "' is no member of this ledger.");
        }
        return text;
    }

    int account(String column, String member, Constitution constitution) {
        String text = text(column);
        Optional<Integer> index = constitution.accountIndex(member, text);
        if (index.isEmpty() && constitution.member(member).isPresent()) {
            error(column, "UNKNOWN_ACCOUNT", member + " has no account '" + shown(text) + "'.");
        }
        return index.orElse(0);
    }

    Optional<Asset> asset(String column, Constitution constitution) {
        String text = text(column);
        Optional<Asset> asset = constitution.assetOf(text);
        if (asset.isEmpty()) {
            error(column, "UNKNOWN_ASSET", "'" + shown(text) + "' is no asset of this ledger.");
        }
        return asset;
    }

    long amount(String column, Optional<Asset> asset) {
        String text = mapping.decimal(text(column));
        if (asset.isEmpty()) {
            return 0;
        }
        try {
            long minor = Decimals.parse(text, asset.get().scale(), column);
            if (minor == 0) {
                error(column, "AMOUNT_NOT_POSITIVE", "An amount is greater than zero.");
            }
            return minor;
        } catch (MalformedInput e) {
            error(
                    column,
                    e.code() == clearing.kernel.ResultCode.MALFORMED
                            ? "BAD_AMOUNT"
                            : e.code().name(),
                    "'" + shown(text) + "': " + e.getMessage() + ".");
            return 0;
        }
    }

    LocalDate date(String column) {
        String text = text(column);
        try {
            LocalDate date = LocalDate.parse(text, mapping.dates());
            if (!date.isBefore(FIRST) && !date.isAfter(LAST)) {
                return date;
            }
            error(column, "DATE_OUT_OF_RANGE", "'" + shown(text) + "' is not from 2000 to 2199.");
        } catch (DateTimeParseException e) {
            error(column, "BAD_DATE", "'" + shown(text) + "' is no date in the form expected.");
        }
        return FIRST;
    }

    void error(String column, String code, String sentence) {
        int at = header.getOrDefault(mapping.column(column), -1) + 1;
        errors.add(new LocatedError(file, row.line(), at, code, column + ": " + sentence));
    }

    /** Input is quoted back only in part and without control characters: an error message is no place for a payload. */
    private static String shown(String text) {
        String plain = text.codePoints()
                .limit(40)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return plain.length() < text.length() ? plain + "…" : plain;
    }
}
