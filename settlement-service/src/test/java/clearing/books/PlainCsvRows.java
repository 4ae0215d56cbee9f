package clearing.books;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Turns rows into entries and balances of their group, each field on its own and nothing remembered. */
final class PlainCsvRows {
    private static final int MAX_ID = 140;
    private static final int MAX_TEXT = 500;

    private final BooksConfig config;
    private final AssetScales scales;
    private final CsvMapping mapping;
    private final PlainCsvColumns columns;
    private final PlainCsvGroups groups;
    private final Pattern referenceSeparator;
    private final Amounts.Notation notation;

    PlainCsvRows(
            BooksConfig config,
            AssetScales scales,
            CsvMapping mapping,
            PlainCsvColumns columns,
            PlainCsvGroups groups) {
        this.config = config;
        this.scales = scales;
        this.mapping = mapping;
        this.columns = columns;
        this.groups = groups;
        referenceSeparator = Pattern.compile(mapping.referenceSeparator(), Pattern.LITERAL);
        notation = new Amounts.Notation(
                mapping.decimalSeparator(), mapping.thousandsSeparator().orElse('\0'));
    }

    /** Takes one row; after a problem the group knows that it is not whole. */
    void add(List<PlainCsvReader.Field> fields) {
        PlainCsvColumns.CsvRow row = columns.row(fields);
        PlainCsvGroups.Group group = group(row);
        try {
            String record = mapping.has(CsvTarget.RECORD) ? row.required(CsvTarget.RECORD) : "ENTRY";
            switch (record) {
                case "ENTRY" -> group.entry(entry(row, group));
                case "OPENING" -> group.opening(balance(row, group), row.location(CsvTarget.RECORD));
                case "CLOSING" -> group.closing(balance(row, group), row.location(CsvTarget.RECORD));
                default ->
                    throw row.problem(
                            ProblemCode.FIELD_INVALID,
                            CsvTarget.RECORD,
                            "None of OPENING, ENTRY, CLOSING: " + Texts.quote(record) + ".");
            }
        } catch (BooksException e) {
            group.rowRefused();
            throw e;
        }
    }

    private PlainCsvGroups.Group group(PlainCsvColumns.CsvRow row) {
        String internal = bounded(row, CsvTarget.ACCOUNT, row.required(CsvTarget.ACCOUNT));
        String asset = row.required(CsvTarget.ASSET);
        int scale = Amounts.scale(scales, asset, row.location(CsvTarget.ASSET), row.name(CsvTarget.ASSET));
        String account = config.account(internal, asset)
                .orElseThrow(() -> row.problem(
                        ProblemCode.ACCOUNT_UNKNOWN,
                        CsvTarget.ACCOUNT,
                        "Account " + Texts.quote(internal) + " in " + asset
                                + " is not one of the member's mapped accounts."));
        String statement = bounded(row, CsvTarget.STATEMENT, row.text(CsvTarget.STATEMENT));
        return groups.of(
                new PlainCsvGroups.Key(statement, internal, asset), account, scale, row.location(CsvTarget.ACCOUNT));
    }

    private BookEntry entry(PlainCsvColumns.CsvRow row, PlainCsvGroups.Group group) {
        String booking = row.text(CsvTarget.BOOKING_DATE);
        String value = row.text(CsvTarget.VALUE_DATE);
        CsvTarget bookingTarget = booking.isEmpty() ? CsvTarget.VALUE_DATE : CsvTarget.BOOKING_DATE;
        CsvTarget valueTarget = value.isEmpty() ? CsvTarget.BOOKING_DATE : CsvTarget.VALUE_DATE;
        LocalDate bookingDate = date(row, bookingTarget);
        LocalDate valueDate = date(row, valueTarget);
        String id = bounded(row, CsvTarget.ENTRY_ID, row.text(CsvTarget.ENTRY_ID));
        String counterparty = row.text(CsvTarget.COUNTERPARTY);
        return new BookEntry(
                id.isEmpty() ? Integer.toString(row.line()) : id,
                group.account(),
                group.key().asset(),
                amount(row, group.scale()),
                bookingDate,
                valueDate,
                references(row),
                config.counterparty(counterparty).orElse(Texts.clip(counterparty, MAX_ID)),
                reversal(row),
                Texts.clip(row.text(CsvTarget.CODE), MAX_ID),
                Texts.clip(row.text(CsvTarget.TEXT), MAX_TEXT),
                new Location(row.location(CsvTarget.ACCOUNT).file(), row.line(), 1));
    }

    private Balance balance(PlainCsvColumns.CsvRow row, PlainCsvGroups.Group group) {
        CsvTarget date = row.text(CsvTarget.BOOKING_DATE).isEmpty() ? CsvTarget.VALUE_DATE : CsvTarget.BOOKING_DATE;
        return new Balance(amount(row, group.scale()), date(row, date));
    }

    private LocalDate date(PlainCsvColumns.CsvRow row, CsvTarget target) {
        return Dates.parse(row.text(target), mapping.dateFormat(), row.location(target), row.name(target));
    }

    private long amount(PlainCsvColumns.CsvRow row, int scale) {
        if (mapping.has(CsvTarget.DIRECTION)) {
            long minor = unsigned(row, CsvTarget.AMOUNT, row.required(CsvTarget.AMOUNT), scale);
            return switch (row.required(CsvTarget.DIRECTION).toUpperCase(Locale.ROOT)) {
                case "DEBIT", "DBIT", "DR", "D" -> -minor;
                case "CREDIT", "CRDT", "CR", "C" -> minor;
                default ->
                    throw row.problem(
                            ProblemCode.FIELD_INVALID,
                            CsvTarget.DIRECTION,
                            "Neither DEBIT nor CREDIT: " + Texts.quote(row.text(CsvTarget.DIRECTION)) + ".");
            };
        }
        if (mapping.has(CsvTarget.AMOUNT)) {
            String text = row.required(CsvTarget.AMOUNT);
            SignedText signed = SignedText.of(text, notation.groupSeparator());
            long minor = unsigned(row, CsvTarget.AMOUNT, signed.digits(), scale);
            return signed.negative() ? -minor : minor;
        }
        String debit = row.text(CsvTarget.DEBIT);
        String credit = row.text(CsvTarget.CREDIT);
        long out = debit.isEmpty() ? 0 : unsigned(row, CsvTarget.DEBIT, debit, scale);
        long in = credit.isEmpty() ? 0 : unsigned(row, CsvTarget.CREDIT, credit, scale);
        if ((out != 0 && in != 0) || (debit.isEmpty() && credit.isEmpty())) {
            throw row.problem(
                    ProblemCode.FIELD_INVALID,
                    CsvTarget.DEBIT,
                    "A row has either a debit or a credit, not both or none.");
        }
        return in - out;
    }

    private long unsigned(PlainCsvColumns.CsvRow row, CsvTarget target, String text, int scale) {
        return Amounts.parse(
                SignedText.sameGroups(text, notation.groupSeparator()),
                scale,
                notation,
                row.location(target),
                row.name(target));
    }

    private List<String> references(PlainCsvColumns.CsvRow row) {
        Set<String> references = new LinkedHashSet<>();
        for (String part : referenceSeparator.split(row.text(CsvTarget.REFERENCE), -1)) {
            String reference = part.strip();
            if (!reference.isEmpty() && !CamtEntries.NO_REFERENCE.contains(reference)) {
                references.add(bounded(row, CsvTarget.REFERENCE, reference));
            }
        }
        return new ArrayList<>(references);
    }

    private static boolean reversal(PlainCsvColumns.CsvRow row) {
        return switch (row.text(CsvTarget.REVERSAL)) {
            case "true" -> true;
            case "false", "" -> false;
            default ->
                throw row.problem(
                        ProblemCode.FIELD_INVALID,
                        CsvTarget.REVERSAL,
                        "Neither true nor false: " + Texts.quote(row.text(CsvTarget.REVERSAL)) + ".");
        };
    }

    private static String bounded(PlainCsvColumns.CsvRow row, CsvTarget target, String text) {
        if (text.length() > MAX_ID) {
            throw row.problem(ProblemCode.FIELD_TOO_LONG, target, "The field has at most " + MAX_ID + " characters.");
        }
        return text;
    }
}
