package clearing.client.revenue.simulation;

import clearing.kernel.asset.Currency;
import clearing.kernel.revenue.calculation.Calculation;
import clearing.kernel.revenue.calculation.Calculator;
import clearing.kernel.revenue.exact.Apportionment;
import clearing.kernel.revenue.exact.Fraction;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.revenue.terms.Terms;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Calculates periods one after the other as runs on the ledger do, with high-water marks and what rounding carries over. */
public final class Simulation {
    private Simulation() {}

    /**
     * What goes from one period to the next.
     *
     * @param marks high-water marks, minor units, by clause
     * @param carries of the parties, in 10^-18 minor units
     */
    public record State(SortedMap<String, Long> marks, List<Long> carries) {
        public State {
            marks = Collections.unmodifiableSortedMap(new TreeMap<>(marks));
            carries = List.copyOf(carries);
        }

        public static State start(Terms terms) {
            return new State(
                    Collections.emptySortedMap(),
                    Collections.nCopies(terms.parties().size(), 0L));
        }
    }

    /**
     * A party's line.
     *
     * @param entitled exact, minor units
     * @param amount whole minor units, with what rounding carried over
     * @param withheld part of it that would go to the reserve
     */
    public record Line(String member, Fraction entitled, long amount, long withheld) {}

    /**
     * A calculated period.
     *
     * @param after what the next period begins with
     */
    public record Result(Period period, Calculation calculation, List<Line> lines, State after) {
        public Result {
            lines = List.copyOf(lines);
        }
    }

    /** Periods in their order, each with a value of every measure. */
    public static List<Result> run(Terms terms, SortedMap<Period, SortedMap<String, Fraction>> facts) {
        List<Result> results = new ArrayList<>();
        State state = State.start(terms);
        for (Map.Entry<Period, SortedMap<String, Fraction>> period : facts.entrySet()) {
            Result result = period(terms, period.getKey(), period.getValue(), state);
            results.add(result);
            state = result.after();
        }
        return results;
    }

    public static Result period(Terms terms, Period period, SortedMap<String, Fraction> values, State before) {
        Calculation calculation = Calculator.calculate(
                terms,
                period,
                values,
                before.marks(),
                asset -> Currency.minorUnit(asset).orElseThrow());
        Apportionment.Shares shares =
                Apportionment.share(Apportionment.onGrid(calculation.entitlements()), before.carries());
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < terms.parties().size(); i++) {
            String member = terms.parties().get(i).member();
            long amount = shares.units().get(i).longValueExact();
            lines.add(new Line(member, calculation.entitlements().get(i), amount, withheld(terms, member, amount)));
        }
        return new Result(period, calculation, lines, new State(calculation.marks(), shares.carries()));
    }

    private static long withheld(Terms terms, String member, long amount) {
        return terms.reserve().map(reserve -> reserve.withheld(member, amount)).orElse(0L);
    }
}
