package clearing.client.revenue.report;

import clearing.client.revenue.explain.ShownStatement;
import clearing.client.revenue.report.StackedBars.Series;
import clearing.kernel.revenue.calculation.ClauseResult;
import clearing.kernel.revenue.exact.Fraction;
import clearing.kernel.revenue.run.Statement;
import clearing.kernel.revenue.terms.Clause;
import clearing.kernel.revenue.terms.Measure;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.revenue.terms.Unit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;

/** Where revenue came from and who got what. */
record ShareTables(List<ShownStatement> shown, SortedMap<Integer, Terms> versions, ReportNumbers numbers) {

    ReportTable sources() {
        List<List<Cell>> rows = new ArrayList<>();
        for (ShownStatement s : shown) {
            Terms terms = last(s);
            for (ShownStatement.Input input : s.inputs()) {
                Optional<Measure> measure = terms.measure(input.measure());
                if (measure.isEmpty()) {
                    continue;
                }
                Measure m = measure.get();
                rows.add(List.of(
                        period(s),
                        Cell.of(m.name()),
                        Cell.of(m.label()),
                        shownOr(input.value().map(v -> Cell.of(numbers.value(m, v.value())))),
                        Cell.of(ReportNumbers.unit(m)),
                        shownOr(input.value().map(v -> Cell.of(v.count()))),
                        Cell.of(m.reporter()),
                        Cell.of(input.revision()),
                        Cell.of(terms.pool().contains(m.name()) ? "yes" : "no")));
            }
        }
        return new ReportTable(
                "Sources",
                "The measures of each period, and which of them are the revenue that is shared.",
                List.of("Period", "Measure", "Label", "Value", "Unit", "Facts", "Reported by", "Revision", "Shared"),
                rows);
    }

    ReportTable amounts() {
        List<List<Cell>> rows = new ArrayList<>();
        for (ShownStatement s : shown) {
            for (ShownStatement.Line line : s.lines()) {
                Optional<Statement.Line> l = line.line();
                rows.add(List.of(
                        period(s),
                        Cell.of(line.member()),
                        shownOr(l.map(x -> Cell.of(numbers.places(x.entitled())))),
                        shownOr(l.map(x -> Cell.of(numbers.places(x.trueUp())))),
                        shownOr(l.map(x -> Cell.of(numbers.money(x.amount())))),
                        escrow(line.setAside()),
                        escrow(line.withheld()),
                        shownOr(l.map(x -> Cell.of(numbers.money(x.paid()))))));
            }
        }
        String currency = numbers.currency();
        return new ReportTable(
                "Shares",
                "In " + currency
                        + ". Amount is entitlement and true-ups in whole minor units, with what rounding owed before; paid is what is left of it"
                        + " after what was set aside and withheld, or for the collector, kept.",
                List.of("Period", "Party", "Entitled", "True-ups", "Amount", "Set aside", "Withheld", "Paid"),
                rows);
    }

    ReportTable clauses() {
        List<List<Cell>> rows = new ArrayList<>();
        for (ShownStatement s : shown) {
            for (ClauseResult result : s.clauses()) {
                Terms terms = terms(result.version());
                int days = s.statement().versions().stream()
                        .filter(v -> v.version() == result.version())
                        .mapToInt(Statement.InForce::days)
                        .sum();
                Fraction weight = Fraction.of(days, s.statement().period().days());
                for (ClauseResult.Amount amount : result.amounts()) {
                    rows.add(List.of(
                            period(s),
                            Cell.of(amount.member()),
                            Cell.of(result.clause()),
                            Cell.of(label(terms, result.clause())),
                            Cell.of(result.version()),
                            Cell.of(days),
                            Cell.of(numbers.money(amount.amount().times(weight)))));
                }
            }
        }
        return new ReportTable(
                "Clauses",
                "In " + numbers.currency() + ", weighed by the days on which the version was in force.",
                List.of("Period", "Party", "Clause", "Label", "Version", "Days", "Amount"),
                rows);
    }

    ReportTable trueUps() {
        List<List<Cell>> rows = new ArrayList<>();
        for (ShownStatement s : shown) {
            for (ShownStatement.TrueUp trueUp : s.trueUps()) {
                trueUp.changes()
                        .forEach((member, change) -> rows.add(List.of(
                                period(s),
                                Cell.of(trueUp.period().toString()),
                                Cell.of(member),
                                Cell.of(numbers.places(change)))));
            }
        }
        return new ReportTable(
                "True-ups",
                "What corrected facts changed about periods that had been calculated before, in " + numbers.currency()
                        + ".",
                List.of("In the run of", "About", "Party", "Change"),
                rows);
    }

    List<StackedBars> pictures() {
        List<String> categories =
                shown.stream().map(s -> s.statement().period().toString()).toList();
        Set<String> members = new LinkedHashSet<>();
        Set<String> sources = new LinkedHashSet<>();
        for (ShownStatement s : shown) {
            s.lines().stream().filter(line -> line.line().isPresent()).forEach(line -> members.add(line.member()));
            last(s).pool().stream().filter(name -> source(s, name).isPresent()).forEach(sources::add);
        }
        String currency = numbers.currency();
        return List.of(
                new StackedBars(
                        "Shared revenue by source",
                        currency,
                        categories,
                        series(sources, name -> s -> source(s, name).orElse(BigDecimal.ZERO))),
                new StackedBars(
                        "Shares by party", currency, categories, series(members, name -> s -> amount(s, name))));
    }

    private List<Series> series(
            Set<String> names,
            java.util.function.Function<String, java.util.function.Function<ShownStatement, BigDecimal>> value) {
        return names.stream()
                .map(name -> new Series(
                        name,
                        shown.stream().map(s -> value.apply(name).apply(s)).toList()))
                .toList();
    }

    private BigDecimal amount(ShownStatement s, String member) {
        return s.lines().stream()
                .filter(line -> line.member().equals(member))
                .flatMap(line -> line.line().stream())
                .map(line -> numbers.money(line.amount()))
                .findFirst()
                .orElse(BigDecimal.ZERO);
    }

    /** A source's value where it is shown and in the agreement's currency. */
    private Optional<BigDecimal> source(ShownStatement s, String name) {
        Optional<Measure> measure =
                last(s).measure(name).filter(m -> m.unit().equals(new Unit.Money(numbers.currency())));
        return measure.flatMap(m -> s.inputs().stream()
                .filter(input -> input.measure().equals(name))
                .flatMap(input -> input.value().stream())
                .map(v -> numbers.value(m, v.value()))
                .findFirst());
    }

    private Terms last(ShownStatement s) {
        return terms(s.statement().versions().getLast().version());
    }

    private Terms terms(int version) {
        return Optional.ofNullable(versions.get(version)).orElseThrow();
    }

    private static String label(Terms terms, String clause) {
        return terms.clauses().stream()
                .filter(c -> c.id().equals(clause))
                .map(Clause::label)
                .findFirst()
                .orElse("");
    }

    private static Cell period(ShownStatement s) {
        return Cell.of(s.statement().period().toString());
    }

    private Cell escrow(OptionalLong amount) {
        return amount.isPresent() ? Cell.of(numbers.money(amount.getAsLong())) : new Cell.Hidden();
    }

    private static Cell shownOr(Optional<Cell> cell) {
        return cell.orElseGet(Cell.Hidden::new);
    }
}
