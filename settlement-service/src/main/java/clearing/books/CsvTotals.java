package clearing.books;

import static java.util.Map.entry;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * Rows of totals among the rows of a file. Those that a mapping names are known by their words; without that, a row that is no entry
 * is one when it begins with one of the usual words and states an amount. None is an entry: a sum is held against the rows above
 * it, and balances prove the rows as those of a statement do.
 */
final class CsvTotals {
    /** Of amounts whose asset is not known. */
    private static final int MOST_DECIMALS = 9;

    private static final Map<String, TotalKind> USUAL = Map.ofEntries(
            entry("total", TotalKind.SUM),
            entry("totals", TotalKind.SUM),
            entry("grand total", TotalKind.SUM),
            entry("sum", TotalKind.SUM),
            entry("summe", TotalKind.SUM),
            entry("gesamt", TotalKind.SUM),
            entry("totaal", TotalKind.SUM),
            entry("suma", TotalKind.SUM),
            entry("razem", TotalKind.SUM),
            entry("\u5408\u8ba1", TotalKind.SUM),
            entry("\u603b\u8ba1", TotalKind.SUM),
            entry("\u5408\u8a08", TotalKind.SUM),
            entry("\u7e3d\u8a08", TotalKind.SUM),
            entry("opening balance", TotalKind.OPENING),
            entry("beginning balance", TotalKind.OPENING),
            entry("anfangssaldo", TotalKind.OPENING),
            entry("beginsaldo", TotalKind.OPENING),
            entry("solde initial", TotalKind.OPENING),
            entry("\u671f\u521d\u4f59\u989d", TotalKind.OPENING),
            entry("\u671f\u521d\u9918\u984d", TotalKind.OPENING),
            entry("closing balance", TotalKind.CLOSING),
            entry("ending balance", TotalKind.CLOSING),
            entry("endsaldo", TotalKind.CLOSING),
            entry("eindsaldo", TotalKind.CLOSING),
            entry("solde final", TotalKind.CLOSING),
            entry("\u671f\u672b\u4f59\u989d", TotalKind.CLOSING),
            entry("\u671f\u672b\u9918\u984d", TotalKind.CLOSING));

    private final CsvMapping mapping;
    private final RowSource rows;
    private final TableRow row;
    private final CsvGroups groups;
    private final CsvColumns columns;
    private final Amounts.Notation notation;
    private final boolean named;
    private final Sums sums = new Sums();

    CsvTotals(CsvMapping mapping, RowSource rows, CsvColumns columns, CsvGroups groups) {
        this.mapping = mapping;
        this.rows = rows;
        this.groups = groups;
        this.columns = columns;
        row = rows.row();
        named = !mapping.totals().isEmpty();
        notation = new Amounts.Notation(
                mapping.decimalSeparator(), mapping.thousandsSeparator().orElse('\0'));
    }

    /** True when the mapping names the row last read as one of totals; it is taken then. */
    boolean takesNamed() {
        if (!named) {
            return false;
        }
        Optional<TotalKind> kind = kind(mapping.totals());
        kind.ifPresent(this::take);
        return kind.isPresent();
    }

    /**
     * True when the row last read, which is no entry, is one of totals by any bank's words; it is taken then. Where a column says what a row
     * is, a word in it has to be one of that column's own: another is a mistake of the file and no total.
     */
    boolean takesUsual() {
        CsvColumn record = columns.of(CsvTarget.RECORD);
        if (record.isIn(row) && !record.isEmpty()) {
            return false;
        }
        Optional<TotalKind> kind = kind(USUAL);
        if (kind.isEmpty() || !hasValue()) {
            return false;
        }
        take(kind.get());
        return true;
    }

    /** The longest word with which the first text begins, or that is all of another one. */
    private Optional<TotalKind> kind(Map<String, TotalKind> words) {
        boolean first = true;
        for (int column = 0; column < row.width(); column++) {
            if (row.from(column) == row.to(column)) {
                continue;
            }
            String text = CsvMapping.totalWord(row.field(column));
            TotalKind whole = words.get(text);
            if (whole != null) {
                return Optional.of(whole);
            }
            if (first) {
                Optional<TotalKind> begun = words.entrySet().stream()
                        .filter(word -> text.startsWith(word.getKey())
                                && !Character.isLetterOrDigit(
                                        text.charAt(word.getKey().length())))
                        .max(Map.Entry.comparingByKey((a, b) -> Integer.compare(a.length(), b.length())))
                        .map(Map.Entry::getValue);
                if (begun.isPresent()) {
                    return begun;
                }
            }
            first = false;
        }
        return Optional.empty();
    }

    private void take(TotalKind kind) {
        if (kind == TotalKind.TEXT) {
            return;
        }
        Optional<CsvGroups.Group> only = groups.only();
        Optional<Stated> stated =
                only.flatMap(group -> stated(group.scale(), group.key().asset()));
        if (only.isEmpty() || stated.isEmpty() || (kind != TotalKind.SUM && mapping.has(CsvTarget.RECORD))) {
            groups.tell(new Notice(
                    NoticeCode.TOTAL_UNCHECKED,
                    rows.location(0),
                    "",
                    "The row of totals was held against nothing: it states no amount, or not just one account and asset stand"
                            + " above it, or other rows state the balances."));
            return;
        }
        CsvGroups.Group group = only.get();
        if (kind == TotalKind.SUM) {
            sums.hold(group, stated.get());
        } else {
            long balance = stated.get().signed();
            group.stated(kind, balance, day(), rows.location(0));
        }
    }

    private boolean hasValue() {
        int scale = groups.only().map(CsvGroups.Group::scale).orElse(MOST_DECIMALS);
        return stated(scale, groups.only().map(group -> group.key().asset()).orElse(""))
                .isPresent();
    }

    /** The amounts of a row: what stands in the columns of amounts, else the last that is one. */
    private Optional<Stated> stated(int scale, String asset) {
        Optional<Long> out = value(columns.of(CsvTarget.DEBIT), scale, asset);
        Optional<Long> in = value(columns.of(CsvTarget.CREDIT), scale, asset);
        Optional<Long> amount = value(columns.of(CsvTarget.AMOUNT), scale, asset);
        if (out.isPresent() || in.isPresent() || amount.isPresent()) {
            return Optional.of(new Stated(amount, out, in));
        }
        for (int column = row.width() - 1; column > 0; column--) {
            Optional<Long> found = amount(row.field(column), scale, asset);
            if (found.isPresent()) {
                return Optional.of(new Stated(found, Optional.empty(), Optional.empty()));
            }
        }
        return Optional.empty();
    }

    private Optional<Long> value(CsvColumn column, int scale, String asset) {
        return column.isIn(row) ? amount(column.text(), scale, asset) : Optional.empty();
    }

    private Optional<Long> amount(String written, int scale, String asset) {
        String bare = !asset.isEmpty() && written.endsWith(asset)
                ? written.substring(0, written.length() - asset.length()).strip()
                : written;
        if (bare.isEmpty()) {
            return Optional.empty();
        }
        try {
            SignedText signed = SignedText.of(bare, notation.groupSeparator());
            long minor = Amounts.parse(signed.digits(), scale, notation, rows.location(0), "");
            return Optional.of(signed.negative() ? -minor : minor);
        } catch (BooksException e) {
            // A text among the amounts.
            return Optional.empty();
        }
    }

    /** The day that the row names, if it does. */
    private Optional<LocalDate> day() {
        for (CsvTarget target : new CsvTarget[] {CsvTarget.BOOKING_DATE, CsvTarget.VALUE_DATE}) {
            CsvColumn column = columns.of(target);
            try {
                if (column.isIn(row) && !column.isEmpty()) {
                    return Optional.of(
                            Dates.parse(column.text(), mapping.dateFormat(), column.location(), column.name()));
                }
            } catch (BooksException e) {
                // The word of the total stands in the place of this day; there may be another one.
            }
        }
        return Optional.empty();
    }

    /** What a row states: one amount, or one for each side. */
    private record Stated(Optional<Long> amount, Optional<Long> out, Optional<Long> in) {
        long signed() {
            return amount.orElseGet(() -> in.orElse(0L) - out.orElse(0L));
        }
    }

    /** Debits and credits of the rows so far, and of those at the sum before. Each row is added once, however many sums there are. */
    private final class Sums {
        private int counted;
        private BigInteger in = BigInteger.ZERO;
        private BigInteger out = BigInteger.ZERO;
        private BigInteger inBefore = BigInteger.ZERO;
        private BigInteger outBefore = BigInteger.ZERO;

        void hold(CsvGroups.Group group, Stated stated) {
            for (; counted < group.entries().size(); counted++) {
                BigInteger minor =
                        BigInteger.valueOf(group.entries().get(counted).amountMinor());
                in = minor.signum() > 0 ? in.add(minor) : in;
                out = minor.signum() < 0 ? out.subtract(minor) : out;
            }
            if (!fits(stated, in, out) && !fits(stated, in.subtract(inBefore), out.subtract(outBefore))) {
                group.fails(new BooksException(
                        ProblemCode.SUM_DIFFERS,
                        rows.location(0),
                        "",
                        "The row states a total of " + decimal(BigInteger.valueOf(stated.signed()), group)
                                + ", the rows above it make "
                                + decimal(in.subtract(out), group) + ", of which " + decimal(in, group) + " in and "
                                + decimal(out, group) + " out."));
            }
            inBefore = in;
            outBefore = out;
        }

        private String decimal(BigInteger minor, CsvGroups.Group group) {
            return Proofs.decimal(minor, group.scale());
        }

        /** Where directions are words, an amount has no sign, and a total of them may be of both. */
        private boolean fits(Stated stated, BigInteger received, BigInteger paid) {
            BigInteger net = received.subtract(paid);
            if (stated.amount().isPresent()) {
                BigInteger amount = BigInteger.valueOf(stated.amount().get());
                return amount.equals(net)
                        || (mapping.has(CsvTarget.DIRECTION)
                                && (amount.equals(net.abs()) || amount.equals(received.add(paid))));
            }
            return is(stated.in(), received) && is(stated.out(), paid);
        }

        private boolean is(Optional<Long> stated, BigInteger sum) {
            return stated.isEmpty()
                    || BigInteger.valueOf(Math.abs(stated.get())).equals(sum);
        }
    }
}
