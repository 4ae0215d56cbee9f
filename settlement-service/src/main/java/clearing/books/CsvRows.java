package clearing.books;

import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Turns rows into entries and balances of their group. What repeats from row to row (the account, the asset, days, names, codes) is
 * checked and worked out when it first occurs; a row that is well costs its own text, amount and reference.
 */
final class CsvRows {
    private static final int MAX_ID = 140;
    private static final int MAX_TEXT = 500;

    private final BooksConfig config;
    private final AssetScales scales;
    private final CsvColumns columns;
    private final CsvGroups groups;
    private final String file;
    private final TableRow row;
    private final boolean hasRecords;
    private final CsvColumn record;
    private final CsvColumn statement;
    private final CsvColumn account;
    private final CsvColumn asset;
    private final CsvColumn reference;
    private final CsvColumn reversal;
    private final CsvColumn text;
    private final CsvColumn entryId;
    private final CsvDates dates;
    private final CsvAmounts amounts;
    private final CsvTotals totals;
    /** The first character of what stands between references: where that is not, there is one reference. */
    private final char separator;

    private final Pattern referenceSeparator;
    private final CsvColumn.Meaning<String> counterparties;
    private final CsvColumn.Meaning<String> codes;
    private final CsvColumn.Meaning<Boolean> reversals;

    /** @param rows of which the header was read last */
    CsvRows(BooksConfig config, AssetScales scales, CsvMapping mapping, RowSource rows, String file, CsvGroups groups) {
        this.config = config;
        this.scales = scales;
        this.groups = groups;
        this.file = file;
        row = rows.row();
        columns = new CsvColumns(mapping, rows);
        hasRecords = mapping.has(CsvTarget.RECORD);
        record = columns.of(CsvTarget.RECORD);
        statement = columns.of(CsvTarget.STATEMENT);
        account = columns.of(CsvTarget.ACCOUNT);
        asset = columns.of(CsvTarget.ASSET);
        reference = columns.of(CsvTarget.REFERENCE);
        reversal = columns.of(CsvTarget.REVERSAL);
        text = columns.of(CsvTarget.TEXT);
        entryId = columns.of(CsvTarget.ENTRY_ID);
        dates = new CsvDates(mapping, columns);
        amounts = new CsvAmounts(mapping, columns, row);
        totals = new CsvTotals(mapping, rows, columns, groups);
        separator = mapping.referenceSeparator().charAt(0);
        referenceSeparator = Pattern.compile(mapping.referenceSeparator(), Pattern.LITERAL);
        counterparties = columns.of(CsvTarget.COUNTERPARTY)
                .meaning(written -> config.counterparty(written).orElse(Texts.clip(written, MAX_ID)));
        codes = columns.of(CsvTarget.CODE).meaning(written -> Texts.clip(written, MAX_ID));
        reversals = reversal.meaning(this::isReversal);
    }

    /**
     * Takes the row last read; after a problem the group knows that it is not whole.
     *
     * @return false for a row of totals
     */
    boolean add() {
        return !totals.takesNamed() && addEntry();
    }

    private boolean addEntry() {
        Optional<CsvGroups.Group> group = Optional.empty();
        try {
            columns.requireWidth();
            CsvGroups.Group of = group();
            group = of.found();
            add(of);
            return true;
        } catch (BooksException e) {
            if (totals.takesUsual()) {
                return false;
            }
            group.ifPresent(CsvGroups.Group::rowRefused);
            throw e;
        }
    }

    private void add(CsvGroups.Group group) {
        String kind = hasRecords ? record.required(record.repeated()) : "ENTRY";
        switch (kind) {
            case "ENTRY" -> group.entry(entry(group));
            case "OPENING" -> group.opening(balance(group), record.location());
            case "CLOSING" -> group.closing(balance(group), record.location());
            default ->
                throw record.problem(
                        ProblemCode.FIELD_INVALID, "None of OPENING, ENTRY, CLOSING: " + Texts.quote(kind) + ".");
        }
    }

    /** The row's group; what its texts have to be was checked when its first row came. */
    private CsvGroups.Group group() {
        String internal = account.repeated();
        String assetId = asset.repeated();
        String statementId = statement.repeated();
        return groups.of(statementId, internal, assetId).orElseGet(() -> firstOf(statementId, internal, assetId));
    }

    private CsvGroups.Group firstOf(String statementId, String internal, String assetId) {
        account.bounded(account.required(internal), MAX_ID);
        int scale = Amounts.scale(scales, asset.required(assetId), asset.location(), asset.name());
        String ledgerAccount = config.account(internal, assetId)
                .orElseThrow(() -> account.problem(
                        ProblemCode.ACCOUNT_UNKNOWN,
                        "Account " + Texts.quote(internal) + " in " + assetId
                                + " is not one of the member's mapped accounts."));
        statement.bounded(statementId, MAX_ID);
        return groups.add(new CsvGroups.Key(statementId, internal, assetId), ledgerAccount, scale, account.location());
    }

    private BookEntry entry(CsvGroups.Group group) {
        LocalDate bookingDate = dates.booking();
        LocalDate valueDate = dates.value();
        String id = entryId.bounded(entryId.text(), MAX_ID);
        return new BookEntry(
                id.isEmpty() ? Integer.toString(row.line()) : id,
                group.account(),
                group.key().asset(),
                amounts.minor(group.scale()),
                bookingDate,
                valueDate,
                references(),
                counterparties.inRow(),
                reversals.inRow(),
                codes.inRow(),
                Texts.clip(text.text(), MAX_TEXT),
                new Location(file, row.line(), 1));
    }

    private Balance balance(CsvGroups.Group group) {
        return new Balance(amounts.minor(group.scale()), dates.booking());
    }

    private List<String> references() {
        String written = reference.text();
        if (written.indexOf(separator) < 0) {
            String only = written.strip();
            return names(only) ? List.of(reference.bounded(only, MAX_ID)) : List.of();
        }
        Set<String> references = new LinkedHashSet<>();
        for (String part : referenceSeparator.split(written, -1)) {
            String each = part.strip();
            if (names(each)) {
                references.add(reference.bounded(each, MAX_ID));
            }
        }
        return List.copyOf(references);
    }

    private static boolean names(String reference) {
        return !reference.isEmpty() && !(reference.charAt(0) == 'N' && CamtEntries.NO_REFERENCE.contains(reference));
    }

    private boolean isReversal(String written) {
        return switch (written) {
            case "true" -> true;
            case "false", "" -> false;
            default ->
                throw reversal.problem(
                        ProblemCode.FIELD_INVALID, "Neither true nor false: " + Texts.quote(written) + ".");
        };
    }
}
