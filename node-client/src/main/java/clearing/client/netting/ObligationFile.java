package clearing.client.netting;

import clearing.client.trade.BadInput;
import clearing.client.trade.CsvTable;
import clearing.client.trade.LocatedError;
import clearing.kernel.MalformedInput;
import clearing.kernel.asset.Currency;
import clearing.kernel.asset.Decimals;
import clearing.kernel.asset.Isin;
import clearing.kernel.netting.NettingSet;
import clearing.kernel.netting.Obligation;
import clearing.kernel.trade.Trade;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Obligations from a CSV file with the columns {@code reference,payer,payee,asset,amount} and, when wanted, {@code agreement} (else
 * {@code MASTER}) and {@code lane} (else {@code MAIN}). Amounts are decimals of the asset's scale.
 */
public final class ObligationFile {
    private static final List<String> COLUMNS = List.of("reference", "payer", "payee", "asset", "amount");
    private static final int MAX_NAME = 64;

    private final CsvTable table;
    private final List<LocatedError> errors;
    private final TreeMap<Obligation, Long> lines = new TreeMap<>();

    private ObligationFile(CsvTable table) {
        this.table = table;
        this.errors = new ArrayList<>(table.errors());
    }

    /**
     * All obligations of a file.
     *
     * @throws BadInput with every fault of the file
     */
    public static List<Obligation> read(Path path) {
        ObligationFile file = new ObligationFile(CsvTable.read(path, ','));
        for (String column : COLUMNS) {
            if (!file.table.header().containsKey(column)) {
                throw new BadInput(List.of(
                        new LocatedError(path, 1, 0, "MISSING_COLUMN", "There is no column '" + column + "'.")));
            }
        }
        file.table.rows().forEach(file::row);
        if (!file.errors.isEmpty()) {
            throw new BadInput(file.errors);
        }
        return List.copyOf(file.lines.keySet());
    }

    /** Decimals of an asset: by ISO 4217 for a currency, none for an ISIN; empty for what is neither. */
    public static OptionalInt scale(String asset) {
        return Isin.isValid(asset) ? OptionalInt.of(0) : Currency.minorUnit(asset);
    }

    private void row(CsvTable.Row row) {
        int before = errors.size();
        String reference = field(row, "reference", "");
        if (!Trade.isReference(reference)) {
            error(
                    row,
                    "reference",
                    "BAD_REFERENCE",
                    "A reference is 1 to 16 characters of A-Z, 0-9, '-', '/' and '.'.");
        }
        String payer = name(row, "payer", "");
        String payee = name(row, "payee", "");
        if (payer.equals(payee)) {
            error(row, "payee", "OWN_COUNTERPARTY", "A member owes itself nothing.");
        }
        NettingSet set =
                new NettingSet(field(row, "asset", ""), name(row, "agreement", "MASTER"), name(row, "lane", "MAIN"));
        long amount = amount(row, scale(set.asset()));
        if (errors.size() > before) {
            return;
        }
        Long first = lines.putIfAbsent(new Obligation(reference, payer, payee, set, amount), row.line());
        if (first != null) {
            error(
                    row,
                    "reference",
                    "DUPLICATE_REFERENCE",
                    reference + " of " + payer + " to " + payee + " in " + set + " stands on line " + first
                            + " already.");
        }
    }

    private long amount(CsvTable.Row row, OptionalInt scale) {
        if (scale.isEmpty()) {
            error(row, "asset", "UNKNOWN_ASSET", "This is neither a currency of ISO 4217 nor an ISIN.");
            return 0;
        }
        try {
            long amount = Decimals.parse(field(row, "amount", ""), scale.getAsInt(), "amount");
            if (amount == 0) {
                error(row, "amount", "AMOUNT_NOT_POSITIVE", "An obligation is greater than zero.");
            }
            return amount;
        } catch (MalformedInput e) {
            error(row, "amount", e.code().name(), "In column 'amount': " + e.sentence() + ".");
            return 0;
        }
    }

    private String name(CsvTable.Row row, String column, String otherwise) {
        String name = field(row, column, otherwise);
        boolean good =
                !name.isEmpty() && name.length() <= MAX_NAME && name.chars().allMatch(c -> c > ' ' && c <= '~');
        if (!good) {
            error(
                    row,
                    column,
                    "BAD_VALUE",
                    "A name is 1 to " + MAX_NAME + " printable ASCII characters without blanks.");
        }
        return name;
    }

    private String field(CsvTable.Row row, String column, String otherwise) {
        Integer at = table.header().get(column);
        String text = at == null ? "" : row.fields().get(at);
        return text.isEmpty() ? otherwise : text;
    }

    private void error(CsvTable.Row row, String column, String code, String sentence) {
        int at = table.header().getOrDefault(column, -1) + 1;
        errors.add(new LocatedError(table.file(), row.line(), at, code, sentence));
    }
}
