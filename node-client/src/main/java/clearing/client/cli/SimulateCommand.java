package clearing.client.cli;

import clearing.simulation.Campaign;
import clearing.simulation.Failure;
import clearing.simulation.SeedReport;
import clearing.simulation.Settings;
import clearing.simulation.Shrink;
import clearing.simulation.Simulation;
import clearing.simulation.engine.Situation;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code clearing simulate}: whole networks in one thread, with faults, seed by seed. Needs no ledger. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs simulated networks of members around the real rules of the ledger, each seed with its own faults, and "
                    + "checks after every step what must always hold.",
            "A seed that breaks something is printed with the command that replays it (exit code 1)."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  clearing simulate --seeds 1000",
            "  clearing simulate --seed 4711 --trace",
            "  clearing simulate --seeds 200 --from 5000 --members 7 --json"
        })
final class SimulateCommand implements Callable<Integer> {
    @Option(names = "--seeds", defaultValue = "500", description = "How many seeds. Default ${DEFAULT-VALUE}.")
    private long seeds = 500;

    @Option(names = "--from", defaultValue = "1", description = "The first seed. Default ${DEFAULT-VALUE}.")
    private long from = 1;

    @Option(names = "--seed", description = "This one seed.")
    private Optional<Long> seed = Optional.empty();

    @Option(names = "--members", description = "How many members, 3 to 7. Drawn from the seed when not given.")
    private Optional<Integer> members = Optional.empty();

    @Option(names = "--steps", description = "Steps until the world heals. Drawn from the seed when not given.")
    private Optional<Integer> steps = Optional.empty();

    @Option(names = "--trace", description = "Print every event of --seed.")
    private boolean trace;

    @Mixin
    private Output output = new Output();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (seeds < 1 || steps.orElse(1) < 1) {
            throw usage("--seeds and --steps are 1 or more");
        }
        if (trace && seed.isEmpty()) {
            throw usage("--trace needs --seed");
        }
        Settings settings = settings();
        return seed.isPresent() ? one(seed.get(), settings) : many(settings);
    }

    private Settings settings() {
        try {
            return new Settings(optional(members), optional(steps));
        } catch (IllegalArgumentException e) {
            throw usage("--members: " + e.getMessage());
        }
    }

    private static OptionalInt optional(Optional<Integer> value) {
        return value.map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private int one(long number, Settings settings) {
        SeedReport report = Simulation.run(number, settings, event -> {
            if (trace && !output.json()) {
                output.out().println(event.line());
            }
        });
        if (output.json()) {
            ObjectNode json = Output.object()
                    .put("seed", number)
                    .put("steps", report.steps())
                    .put("transactions", report.transactions())
                    .put("digest", Long.toHexString(report.digest()));
            report.failure().ifPresent(failure -> json.set("failure", json(failure)));
            output.print(json);
        } else if (report.failure().isPresent()) {
            output.err().println(report.failure().get().text());
        } else {
            output.out()
                    .printf(
                            "seed %d: %d steps, %d transactions, nothing broken, state %016x%n",
                            number, report.steps(), report.transactions(), report.digest());
        }
        return report.failure().isEmpty() ? Exit.DONE : Exit.REFUSED;
    }

    private int many(Settings settings) {
        Campaign campaign = new Campaign(settings);
        try (ProgressBar bar = new ProgressBar(output.err(), "seeds")) {
            campaign.run(from, seeds, report -> {
                bar.step((int) Math.min(seeds, Integer.MAX_VALUE));
                if (report.failure().isPresent() && !output.json()) {
                    bar.clear();
                    output.err()
                            .println(Shrink.of(report.failure().get(), settings).text());
                }
            });
        }
        if (output.json()) {
            output.print(json(campaign, settings));
        } else {
            print(campaign);
        }
        return campaign.passed() ? Exit.DONE : Exit.REFUSED;
    }

    private void print(Campaign campaign) {
        for (Situation situation : Situation.values()) {
            output.out()
                    .printf(
                            Locale.ROOT,
                            "%,12d  %s%n",
                            campaign.situations().getOrDefault(situation, 0L),
                            situation.sentence());
        }
        output.out()
                .printf(
                        Locale.ROOT,
                        "%,d seeds, %,d steps, %,d transactions, %,d s of simulated time: %d broken%n",
                        campaign.seeds(),
                        campaign.steps(),
                        campaign.transactions(),
                        campaign.millis() / 1_000,
                        campaign.failures().size());
        campaign.neverReached().forEach(situation -> output.err().println("never came up: " + situation.sentence()));
    }

    private ObjectNode json(Campaign campaign, Settings settings) {
        ObjectNode json = Output.object()
                .put("from", from)
                .put("seeds", campaign.seeds())
                .put("steps", campaign.steps())
                .put("transactions", campaign.transactions())
                .put("simulatedMillis", campaign.millis())
                .put("passed", campaign.passed());
        var situations = json.putObject("situations");
        for (Situation situation : Situation.values()) {
            situations.put(situation.name(), campaign.situations().getOrDefault(situation, 0L));
        }
        var never = json.putArray("neverReached");
        campaign.neverReached().forEach(situation -> never.add(situation.name()));
        var failures = json.putArray("failures");
        campaign.failures().forEach(failure -> failures.add(json(Shrink.of(failure, settings))));
        return json;
    }

    private static ObjectNode json(Failure failure) {
        ObjectNode json = Output.object()
                .put("seed", failure.seed())
                .put("step", failure.step())
                .put("invariant", failure.invariant())
                .put("sentence", failure.sentence())
                .put("replay", failure.replay());
        var events = json.putArray("lastEvents");
        failure.lastEvents().forEach(events::add);
        return json;
    }

    private CommandLine.ParameterException usage(String sentence) {
        return new CommandLine.ParameterException(spec.commandLine(), sentence + ".");
    }
}
