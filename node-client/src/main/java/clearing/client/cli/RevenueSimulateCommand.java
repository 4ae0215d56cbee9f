package clearing.client.cli;

import clearing.client.revenue.language.TermsFile;
import clearing.client.revenue.simulation.Facts;
import clearing.client.revenue.simulation.Simulation;
import clearing.client.revenue.simulation.Variation;
import clearing.kernel.revenue.exact.Fraction;
import clearing.kernel.revenue.terms.Measure;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.revenue.terms.Terms;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code clearing revenue simulate}: who would get what over past or assumed facts. Needs no ledger. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Calculates an agreement over facts that are given, as a run on the ledger would: exact, with what rounding carries",
            "over and high-water marks from one period to the next. With --vary, shows how the last period moves with a measure."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  clearing revenue simulate robo.yaml --facts past.csv",
            "  clearing revenue simulate steps.yaml --fact platform_revenue=1000000 --vary users=0..2,000,000 --steps 4"
        })
final class RevenueSimulateCommand implements Callable<Integer> {
    private static final int MOST_STEPS = 1_000;

    @Parameters(index = "0", paramLabel = "FILE", description = "The agreement.")
    private Path file = Path.of("");

    @Option(names = "--fact", paramLabel = "NAME=VALUE", description = "A measure's value in the period; repeatable.")
    private List<String> given = new ArrayList<>();

    @Option(names = "--facts", paramLabel = "CSV", description = "Periods with their values: period,measure,value.")
    private Optional<Path> table = Optional.empty();

    @Option(
            names = "--period",
            description =
                    "The period of --fact, such as 2027-01. Default: the one after those of --facts, or the first.")
    private Optional<String> period = Optional.empty();

    @Option(names = "--vary", paramLabel = "NAME=FROM..TO", description = "A measure that moves over the last period.")
    private Optional<String> vary = Optional.empty();

    @Option(
            names = "--steps",
            defaultValue = "20",
            description = "How many steps it moves in. Default ${DEFAULT-VALUE}.")
    private int steps;

    @Mixin
    private Output output = new Output();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Terms terms = TermsFile.read(file);
        try {
            Optional<Variation.Range> range = vary.isEmpty() ? Optional.empty() : Optional.of(range(terms, vary.get()));
            SortedMap<Period, SortedMap<String, Fraction>> facts = facts(terms, range);
            List<Simulation.Result> results = Simulation.run(terms, facts);
            SimulationPrint print = new SimulationPrint(terms, output);
            if (range.isPresent()) {
                if (steps < 1 || steps > MOST_STEPS) {
                    throw usage("--steps is 1 to " + MOST_STEPS);
                }
                print.print(results, Optional.of(Variation.over(terms, facts, range.get(), steps)));
            } else {
                print.print(results, Optional.empty());
            }
            return Exit.DONE;
        } catch (Facts.Unfit e) {
            throw usage(e.sentence());
        }
    }

    private SortedMap<Period, SortedMap<String, Fraction>> facts(Terms terms, Optional<Variation.Range> range)
            throws Facts.Unfit {
        SortedMap<Period, SortedMap<String, Fraction>> facts =
                table.map(path -> Facts.read(path, terms)).orElseGet(TreeMap::new);
        if (!given.isEmpty() || range.isPresent() || facts.isEmpty()) {
            SortedMap<String, Fraction> values = facts.computeIfAbsent(last(terms, facts), p -> new TreeMap<>());
            for (String fact : given) {
                String[] parts = fact.split("=", 2);
                if (parts.length < 2) {
                    throw usage("--fact is NAME=VALUE, not '" + fact + "'");
                }
                values.put(parts[0].strip(), Facts.value(terms, parts[0].strip(), parts[1]));
            }
            range.ifPresent(r -> values.put(r.measure(), Fraction.of(r.from())));
        }
        complete(terms, facts);
        return facts;
    }

    /** The period that single facts and a variation are about. */
    private Period last(Terms terms, SortedMap<Period, SortedMap<String, Fraction>> facts) throws Facts.Unfit {
        if (period.isPresent()) {
            return Facts.period(terms.cycle(), period.get());
        } else if (facts.isEmpty()) {
            return Period.containing(terms.cycle(), terms.from());
        }
        return given.isEmpty() ? facts.lastKey() : facts.lastKey().next();
    }

    /** Every period follows on the one before, is one of the agreement's, and has a value of every measure. */
    private void complete(Terms terms, SortedMap<Period, SortedMap<String, Fraction>> facts) {
        Period expected = facts.firstKey();
        for (var entry : facts.entrySet()) {
            if (!entry.getKey().equals(expected)) {
                throw usage("there are facts of " + entry.getKey() + " but none of " + expected);
            }
            if (entry.getKey().end().isBefore(terms.from())
                    || terms.until().filter(entry.getKey().start()::isAfter).isPresent()) {
                throw usage("the agreement is not in force in " + entry.getKey());
            }
            List<String> missing = terms.measures().stream()
                    .map(Measure::name)
                    .filter(name -> !entry.getValue().containsKey(name))
                    .toList();
            if (!missing.isEmpty()) {
                throw usage(entry.getKey() + " lacks a value of " + String.join(", ", missing));
            }
            expected = expected.next();
        }
    }

    private Variation.Range range(Terms terms, String text) throws Facts.Unfit {
        String[] parts = text.split("=", 2);
        String[] ends = parts.length < 2 ? parts : parts[1].split("\\.\\.", 2);
        if (parts.length < 2 || ends.length < 2) {
            throw usage("--vary is NAME=FROM..TO, not '" + text + "'");
        }
        String measure = parts[0].strip();
        return new Variation.Range(
                measure,
                Facts.value(terms, measure, ends[0]).floor().longValueExact(),
                Facts.value(terms, measure, ends[1]).floor().longValueExact());
    }

    private CommandLine.ParameterException usage(String sentence) {
        return new CommandLine.ParameterException(spec.commandLine(), sentence);
    }
}
