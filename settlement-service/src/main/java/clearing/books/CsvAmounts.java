package clearing.books;

import java.util.Locale;

/** The amount of a row: with a sign, with a direction beside it, or in a column for debits or one for credits. */
final class CsvAmounts {
    private final TableRow row;
    private final boolean hasDirection;
    private final boolean hasAmount;
    private final CsvColumn direction;
    private final CsvColumn amount;
    private final CsvColumn debit;
    private final CsvColumn credit;
    private final Amounts.Notation notation;

    CsvAmounts(CsvMapping mapping, CsvColumns columns, TableRow row) {
        this.row = row;
        hasDirection = mapping.has(CsvTarget.DIRECTION);
        hasAmount = mapping.has(CsvTarget.AMOUNT);
        direction = columns.of(CsvTarget.DIRECTION);
        amount = columns.of(CsvTarget.AMOUNT);
        debit = columns.of(CsvTarget.DEBIT);
        credit = columns.of(CsvTarget.CREDIT);
        notation = new Amounts.Notation(
                mapping.decimalSeparator(), mapping.thousandsSeparator().orElse('\0'));
    }

    /** Minor units, positive in, negative out. */
    long minor(int scale) {
        return hasDirection ? directed(scale) : hasAmount ? signed(scale) : inOrOut(scale);
    }

    private long directed(int scale) {
        long minor = unsigned(amount, scale);
        String way = direction.required(direction.repeated());
        return switch (way.toUpperCase(Locale.ROOT)) {
            case "DEBIT", "DBIT", "DR", "D" -> -minor;
            case "CREDIT", "CRDT", "CR", "C" -> minor;
            default ->
                throw direction.problem(
                        ProblemCode.FIELD_INVALID, "Neither DEBIT nor CREDIT: " + Texts.quote(way) + ".");
        };
    }

    private long signed(int scale) {
        if (amount.isAsWritten() && !amount.isEmpty()) {
            char first = row.text().at(amount.from());
            int from = amount.from() + (first == '-' || first == '+' ? 1 : 0);
            long minor = Amounts.plain(row.text(), from, amount.to(), scale, notation);
            if (minor >= 0) {
                return first == '-' ? -minor : minor;
            }
        }
        SignedText signed = SignedText.of(amount.required(amount.text()), notation.groupSeparator());
        long minor = parse(amount, signed.digits(), scale);
        return signed.negative() ? -minor : minor;
    }

    private long inOrOut(int scale) {
        long out = debit.isEmpty() ? 0 : unsigned(debit, scale);
        long in = credit.isEmpty() ? 0 : unsigned(credit, scale);
        if ((out != 0 && in != 0) || (debit.isEmpty() && credit.isEmpty())) {
            throw debit.problem(ProblemCode.FIELD_INVALID, "A row has either a debit or a credit, not both or none.");
        }
        return in - out;
    }

    /** Most amounts are read where they stand; what is not plain, or wrong, is looked at closely. */
    private long unsigned(CsvColumn column, int scale) {
        if (column.isAsWritten()) {
            long minor = Amounts.plain(row.text(), column.from(), column.to(), scale, notation);
            if (minor >= 0) {
                return minor;
            }
        }
        return parse(column, column.required(column.text()), scale);
    }

    private long parse(CsvColumn column, String text, int scale) {
        return Amounts.parse(
                SignedText.sameGroups(text, notation.groupSeparator()),
                scale,
                notation,
                column.location(),
                column.name());
    }
}
