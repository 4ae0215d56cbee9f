package clearing.client.cli;

import clearing.client.revenue.simulation.Exact;
import clearing.client.revenue.simulation.Simulation;
import clearing.client.revenue.simulation.Variation;
import clearing.kernel.asset.Currency;
import clearing.kernel.revenue.calculation.ClauseResult;
import clearing.kernel.revenue.exact.Fraction;
import clearing.kernel.revenue.terms.Figures;
import clearing.kernel.revenue.terms.Terms;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a simulation came to, as tables with bars or as JSON. */
final class SimulationPrint {
    private static final int BAR = 40;
    /** One for each party of a stacked bar; further ones begin again. */
    private static final String INKS = "#=+*o%@x";

    private final Terms terms;
    private final Output output;
    private final int scale;

    SimulationPrint(Terms terms, Output output) {
        this.terms = terms;
        this.output = output;
        this.scale = Currency.minorUnit(terms.currency()).orElseThrow();
    }

    void print(List<Simulation.Result> results, Optional<Variation> variation) {
        if (output.json()) {
            output.print(json(results, variation));
            return;
        }
        output.out().printf(Locale.ROOT, "%s version %d: %s%n", terms.agreement(), terms.version(), terms.title());
        if (variation.isPresent()) {
            table(variation.get());
        } else {
            results.forEach(this::period);
        }
    }

    private void period(Simulation.Result result) {
        PrintWriter out = output.out();
        long pool = pool(result);
        out.printf(Locale.ROOT, "%n%s: %s are shared%n", result.period(), Figures.money(pool, terms.currency()));
        for (ClauseResult clause : result.calculation().clauses()) {
            for (ClauseResult.Amount amount : clause.amounts()) {
                out.printf(
                        Locale.ROOT,
                        "  %-16s %-16s %24s%n",
                        clause.clause(),
                        amount.member(),
                        Exact.text(amount.amount(), scale));
            }
        }
        for (Simulation.Line line : result.lines()) {
            out.printf(
                    Locale.ROOT,
                    "  %-16s exact %24s  gets %18s  %s%n",
                    line.member(),
                    Exact.text(line.entitled(), scale),
                    Figures.number(line.amount(), scale),
                    bar(line.amount(), pool, '#'));
            if (line.withheld() > 0) {
                out.printf(Locale.ROOT, "  %-16s of which withheld %42s%n", "", Figures.number(line.withheld(), scale));
            }
        }
        result.calculation()
                .marks()
                .forEach((clause, mark) -> out.printf(
                        Locale.ROOT, "  high-water mark of %s: %s%n", clause, Figures.money(mark, terms.currency())));
    }

    private void table(Variation variation) {
        PrintWriter out = output.out();
        out.printf(
                Locale.ROOT,
                "%s as %s varies%n%n",
                variation.steps().getFirst().result().period(),
                variation.measure());
        out.printf(Locale.ROOT, "%22s %18s", variation.measure(), "shared");
        for (int i = 0; i < terms.parties().size(); i++) {
            out.printf(
                    Locale.ROOT, " %18s", ink(i) + " " + terms.parties().get(i).member());
        }
        out.println();
        for (Variation.Step step : variation.steps()) {
            out.printf(
                    Locale.ROOT,
                    "%22s %18s",
                    Figures.text(
                            terms.measure(variation.measure()).orElseThrow().unit(), step.value()),
                    Figures.number(pool(step.result()), scale));
            StringBuilder bars = new StringBuilder();
            for (int i = 0; i < terms.parties().size(); i++) {
                long amount = step.result().lines().get(i).amount();
                out.printf(Locale.ROOT, " %18s", Figures.number(amount, scale));
                bars.append(bar(amount, pool(step.result()), ink(i)));
            }
            out.printf(Locale.ROOT, "  %s%n", bars);
        }
    }

    private static char ink(int party) {
        return INKS.charAt(party % INKS.length());
    }

    private static long pool(Simulation.Result result) {
        return result.calculation().pool().floor().longValueExact();
    }

    private static String bar(long amount, long pool, char ink) {
        if (amount <= 0 || pool <= 0) {
            return "";
        }
        long width = BigInteger.valueOf(Math.min(amount, pool))
                .multiply(BigInteger.valueOf(BAR))
                .divide(BigInteger.valueOf(pool))
                .longValueExact();
        return String.valueOf(ink).repeat(Math.toIntExact(width));
    }

    private ObjectNode json(List<Simulation.Result> results, Optional<Variation> variation) {
        ObjectNode node = Output.object()
                .put("agreement", terms.agreement())
                .put("version", terms.version())
                .put("currency", terms.currency());
        ArrayNode periods = node.putArray("periods");
        results.forEach(result -> period(periods.addObject(), result));
        variation.ifPresent(v -> {
            ObjectNode varied = node.putObject("variation").put("measure", v.measure());
            ArrayNode steps = varied.putArray("steps");
            v.steps().forEach(step -> period(steps.addObject().put("value", step.value()), step.result()));
        });
        return node;
    }

    private void period(ObjectNode node, Simulation.Result result) {
        node.put("period", result.period().toString()).put("pool", Figures.number(pool(result), scale));
        ArrayNode clauses = node.putArray("clauses");
        for (ClauseResult clause : result.calculation().clauses()) {
            ArrayNode amounts = clauses.addObject().put("id", clause.clause()).putArray("amounts");
            clause.amounts()
                    .forEach(a -> amounts.addObject().put("member", a.member()).put("exact", exact(a.amount())));
        }
        ArrayNode parties = node.putArray("parties");
        for (Simulation.Line line : result.lines()) {
            parties.addObject()
                    .put("member", line.member())
                    .put("exact", exact(line.entitled()))
                    .put("amount", Figures.number(line.amount(), scale))
                    .put("withheld", Figures.number(line.withheld(), scale));
        }
    }

    /** In minor units, as a fraction. */
    private static String exact(Fraction minor) {
        return minor.toString();
    }
}
