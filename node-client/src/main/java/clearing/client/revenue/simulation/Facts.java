package clearing.client.revenue.simulation;

import clearing.client.revenue.language.Words;
import clearing.client.trade.BadInput;
import clearing.client.trade.CsvTable;
import clearing.client.trade.LocatedError;
import clearing.kernel.revenue.exact.Fraction;
import clearing.kernel.revenue.terms.Cycle;
import clearing.kernel.revenue.terms.Figures;
import clearing.kernel.revenue.terms.Measure;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.revenue.terms.Unit;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values of measures as people give them, by period. */
public final class Facts {
    private static final Pattern BARE = Pattern.compile("-?[0-9,.]+");
    private static final Pattern MONTH = Pattern.compile("(\\d{4})-(\\d{2})");
    private static final Pattern QUARTER = Pattern.compile("(\\d{4})-Q([1-4])");
    private static final int MONTHS = 3;

    private Facts() {}

    /** A value that does not fit, in a sentence. */
    public static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;

        private final String sentence;

        Unfit(String sentence) {
            super(sentence);
            this.sentence = sentence;
        }

        /** What is wrong, in words. */
        public String sentence() {
            return sentence;
        }
    }

    /** A measure's value; the unit may be left out. */
    public static Fraction value(Terms terms, String name, String text) throws Unfit {
        Optional<Measure> found = terms.measure(name);
        if (found.isEmpty()) {
            throw new Unfit("there is no measure '" + name + "'; there are "
                    + String.join(
                            ", ", terms.measures().stream().map(Measure::name).toList()));
        }
        Measure measure = found.get();
        try {
            long value = Words.value(measure.unit(), withUnit(measure.unit(), text.strip()));
            if (!measure.inParts() && (value < measure.least() || value > measure.most())) {
                throw new Unfit(name + " is outside its bounds, " + Figures.text(measure.unit(), measure.least())
                        + " to " + Figures.text(measure.unit(), measure.most()));
            }
            return Fraction.of(value);
        } catch (Words.NotAFigure e) {
            throw new Unfit(name + ": " + e.getMessage());
        }
    }

    private static String withUnit(Unit unit, String text) {
        if (!BARE.matcher(text).matches()) {
            return text;
        }
        return switch (unit) {
            case Unit.Money u -> text + " " + u.asset();
            case Unit.Percent u -> text + "%";
            case Unit.Count u -> text;
            case Unit.Minutes u -> text;
            case Unit.ExchangeRate u -> text;
        };
    }

    /** {@code 2027-01}, {@code 2027-Q1} or {@code 2027-01-31}, as the cycle has it. */
    public static Period period(Cycle cycle, String text) throws Unfit {
        try {
            return new Period(
                    cycle,
                    switch (cycle) {
                        case DAILY -> LocalDate.parse(text);
                        case MONTHLY -> first(MONTH.matcher(text), 1);
                        case QUARTERLY -> first(QUARTER.matcher(text), MONTHS);
                    });
        } catch (DateTimeException e) {
            throw new Unfit("'" + text + "' is no period of a " + cycle.name().toLowerCase(Locale.ROOT)
                    + " agreement, such as " + Period.containing(cycle, LocalDate.of(2027, 1, 1)));
        }
    }

    private static LocalDate first(Matcher matcher, int months) {
        if (!matcher.matches()) {
            throw new DateTimeException("no period");
        }
        return LocalDate.of(
                Integer.parseInt(matcher.group(1)), (Integer.parseInt(matcher.group(2)) - 1) * months + 1, 1);
    }

    /**
     * Reads a table with the columns {@code period}, {@code measure} and {@code value}.
     *
     * @throws BadInput with every row at fault
     */
    public static SortedMap<Period, SortedMap<String, Fraction>> read(Path file, Terms terms) {
        CsvTable table = CsvTable.read(file, ',');
        List<LocatedError> errors = new ArrayList<>(table.errors());
        SortedMap<Period, SortedMap<String, Fraction>> facts = new TreeMap<>();
        for (String column : List.of("period", "measure", "value")) {
            if (!table.header().containsKey(column)) {
                errors.add(new LocatedError(file, 1, 0, "MISSING_COLUMN", "There is no column '" + column + "'."));
            }
        }
        if (errors.isEmpty()) {
            table.rows().forEach(row -> row(table, row, terms, facts, errors));
        }
        if (!errors.isEmpty()) {
            throw new BadInput(errors);
        }
        return facts;
    }

    private static void row(
            CsvTable table,
            CsvTable.Row row,
            Terms terms,
            SortedMap<Period, SortedMap<String, Fraction>> facts,
            List<LocatedError> errors) {
        String measure = field(table, row, "measure");
        try {
            Period period = period(terms.cycle(), field(table, row, "period"));
            Fraction value = value(terms, measure, field(table, row, "value"));
            if (facts.computeIfAbsent(period, p -> new TreeMap<>()).put(measure, value) != null) {
                throw new Unfit(measure + " stands twice for " + period);
            }
        } catch (Unfit e) {
            errors.add(new LocatedError(table.file(), row.line(), 0, "MALFORMED_FACT", e.sentence() + "."));
        }
    }

    private static String field(CsvTable table, CsvTable.Row row, String column) {
        return Optional.ofNullable(table.header().get(column))
                .map(place -> row.fields().get(place).strip())
                .orElseThrow();
    }
}
