package clearing.simulation;

import clearing.kernel.Batch;
import clearing.kernel.Caller;
import clearing.kernel.command.Command;
import clearing.kernel.state.Keys;
import clearing.simulation.engine.Draw;
import clearing.simulation.engine.Event;
import clearing.simulation.engine.Ground;
import clearing.simulation.engine.Situation;
import clearing.simulation.engine.Swarm;
import clearing.simulation.engine.Timeline;
import clearing.simulation.invariant.Chapter;
import clearing.simulation.invariant.Invariants;
import clearing.simulation.invariant.Rest;
import clearing.simulation.invariant.Told;
import clearing.simulation.invariant.Violation;
import clearing.simulation.ledger.Contract;
import clearing.simulation.ledger.Envelope;
import clearing.simulation.ledger.TxCode;
import clearing.simulation.member.Intent;
import clearing.simulation.oracle.RoundFacts;
import clearing.simulation.workload.Desk;
import clearing.simulation.workload.Errand;
import clearing.simulation.workload.Mix;
import clearing.simulation.workload.Sightings;
import clearing.simulation.workload.Theme;
import clearing.simulation.workload.Work;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One seed: a network lives through a number of steps with faults (safety: nothing wrong happens), then the world heals and everything
 * has to come to its end (liveness).
 */
public final class Simulation {
    private static final int FEWEST_STEPS = 300;
    private static final int MOST_STEPS = 1_300;
    private static final int MOST_STEPS_TO_REST = 60_000;
    private static final int QUICKEST_BEAT_MILLIS = 100;
    private static final int SLOWEST_BEAT_MILLIS = 1_500;
    private static final int TRIES_TO_ACT = 8;
    /** In one of so many seeds every host runs the contract for itself. */
    private static final int EACH_FOR_ITSELF = 8;

    private static final int LONGEST_QUIET_MILLIS = 90_000;
    /** A few minutes before midnight in Hong Kong, so that the business day of many seeds turns. */
    private static final Instant EARLIEST = Instant.parse("2026-03-02T15:57:30Z");

    private static final int LATER_SECONDS = 180;

    private final long seed;
    private final Settings settings;
    private final Ground ground;
    private final Network network;
    private final Theme theme;
    private final Mix mix;
    private final Invariants invariants;
    private final int healAt;
    private final int beatMillis;
    private final Instant start;
    private boolean healed;
    private int intents;

    /** @param watcher sees each event before it happens */
    private Simulation(long seed, Settings settings, Consumer<Event> watcher) {
        this.seed = seed;
        this.settings = settings;
        Draw draw = new Draw(seed);
        int drawnMembers = draw.between(Settings.FEWEST_MEMBERS, Settings.MOST_MEMBERS);
        int drawnSteps = draw.between(FEWEST_STEPS, MOST_STEPS);
        int members = settings.members().orElse(drawnMembers);
        healAt = settings.steps().orElse(drawnSteps);
        beatMillis = draw.between(QUICKEST_BEAT_MILLIS, SLOWEST_BEAT_MILLIS);
        start = EARLIEST.plusSeconds(draw.below(LATER_SECONDS));
        ground = new Ground(new Timeline(watcher), draw, Swarm.of(draw), start, members + 1);
        theme = Theme.of(draw);
        mix = Mix.ofMembers(theme, draw);
        Contract contract = new Contract(!draw.oneIn(EACH_FOR_ITSELF));
        invariants = new Invariants(contract, this::sight);
        network = new Network(ground, members, theme, contract, invariants);
    }

    /** Runs a seed to its end or to the first broken invariant. */
    public static SeedReport run(long seed, Settings settings) {
        return run(seed, settings, event -> {});
    }

    /** As {@link #run(long, Settings)}, with somebody who sees each event before it happens. */
    public static SeedReport run(long seed, Settings settings, Consumer<Event> watcher) {
        return new Simulation(seed, settings, watcher).run();
    }

    private SeedReport run() {
        try {
            network.begin();
            beat();
            for (int evenings = theme.evenings(ground.draw()); evenings >= 0; evenings--) {
                while (!healed || !network.atRest()) {
                    step();
                }
                if (evenings > 0) {
                    ground.passQuietly(LONGEST_QUIET_MILLIS + ground.draw().below(LONGEST_QUIET_MILLIS));
                    for (int member = 0; member < network.members(); member++) {
                        for (Work work : Mix.evening(theme)) {
                            want(member, work.next(network.desk(member)));
                        }
                    }
                }
            }
            Rest rest = network.rest();
            invariants.atRest(rest);
            sight(rest);
            return report(Optional.empty());
        } catch (Violation violation) {
            return report(Optional.of(failure(violation.invariant(), violation.sentence())));
        } catch (RuntimeException defect) {
            return report(Optional.of(failure("DEFECT", defect + at(defect))));
        }
    }

    private void step() {
        ground.timeline().step();
        if (!healed && ground.timeline().steps() >= healAt) {
            healed = true;
            network.heal();
        }
        if (ground.timeline().steps() > healAt + MOST_STEPS_TO_REST) {
            throw new Violation("INV-27", "the network has not come to rest in " + MOST_STEPS_TO_REST + " steps");
        }
    }

    /** Somebody does something; the network and the consumers have their mishaps. */
    private void beat() {
        ground.timeline().in(1 + ground.draw().below(beatMillis), "members", "act", "", () -> {
            if (!healed) {
                act();
                ground.wire().beat();
                if (ground.draw().permille(ground.swarm().quiet())) {
                    ground.passQuietly(1 + ground.draw().below(LONGEST_QUIET_MILLIS));
                }
                if (ground.draw().permille(ground.swarm().takeOver())) {
                    var projection = network.projection(ground.draw().below(network.members()));
                    projection.run(projection::takeOver);
                }
                beat();
            }
        });
    }

    private void act() {
        boolean acted = false;
        for (int i = 0; i < TRIES_TO_ACT && !acted; i++) {
            acted = oneActs();
        }
    }

    /** False when what was drawn has nothing to do. */
    private boolean oneActs() {
        int member = ground.draw().below(network.members());
        return want(member, mix.next(network.desk(member)));
    }

    private boolean want(int member, Optional<Errand> errand) {
        if (errand.isPresent()) {
            Desk desk = network.desk(member);
            Errand wanted = desk.sent(errand.get());
            Intent intent = new Intent(
                    desk.member() + "-" + intents++,
                    new Caller(desk.member(), wanted.roles()),
                    wanted.batch(),
                    wanted.about());
            network.courier(member).run(() -> network.courier(member).want(intent));
        }
        return errand.isPresent();
    }

    private void sight(Chapter chapter) {
        for (Told told : chapter.told()) {
            Sightings.outcomes(ground, told.outcomes());
            note(
                    Situation.OVERDRAWN,
                    invariants.chronicle().oracle().facts().available().values().stream()
                            .anyMatch(a -> a < 0));
            Sightings.effects(ground, told.batch().entries().getFirst().command(), told.effects());
        }
        for (int i = 0; i < chapter.codes().size(); i++) {
            if (chapter.codes().get(i) == TxCode.MVCC_READ_CONFLICT) {
                note(
                        Situation.CUT_OFF_CROSSED,
                        crossed(chapter.block().envelopes().get(i)));
            }
        }
        chapter.codes().forEach(code -> {
            switch (code) {
                case DUPLICATE_TXID -> ground.note(Situation.DUPLICATE_TXID);
                case ENDORSEMENT_POLICY_FAILURE -> ground.note(Situation.LIE_IN_BLOCK);
                case MVCC_READ_CONFLICT -> ground.note(Situation.VERSION_CONFLICT);
                case VALID -> {
                    // The rule; its outcomes and effects have been looked at.
                }
            }
        });
    }

    /** Whether a transaction read a fence of a lane that has been moved since. */
    private boolean crossed(Envelope envelope) {
        return invariants.chronicle().oracle().facts().inForce().lanes().stream()
                .filter(lane -> isAffirmation(envelope))
                .map(lane -> Keys.fence(lane.code()))
                .anyMatch(fence -> {
                    Long read = envelope.result().reads().get(fence);
                    return read != null
                            && read != invariants.chronicle().state().version(fence);
                });
    }

    private static boolean isAffirmation(Envelope envelope) {
        return Batch.decode(envelope.proposal().batch()).entries().stream()
                .anyMatch(entry -> entry.command() instanceof Command.Affirm);
    }

    private void sight(Rest rest) {
        rest.chronicle().oracle().facts().seen().times().keySet().forEach(ground::note);
        note(
                Situation.BALANCE_WAITED_FOR,
                !rest.chronicle().oracle().facts().waiting(rest.today()).isEmpty());
        var lane = rest.chronicle().oracle().facts().inForce().lanes().getFirst();
        note(Situation.DAY_TURNED, rest.today().getOrDefault(lane.code(), 0L) > RoundFacts.day(lane, start));
    }

    private void note(Situation situation, boolean cameUp) {
        if (cameUp) {
            ground.note(situation);
        }
    }

    private SeedReport report(Optional<Failure> failure) {
        return new SeedReport(
                seed,
                ground.timeline().steps(),
                network.transactions(),
                ground.timeline().now(),
                invariants.chronicle().state().digest(),
                ground.situations(),
                failure);
    }

    private Failure failure(String invariant, String sentence) {
        List<String> events =
                ground.timeline().recent().stream().map(Event::line).toList();
        return new Failure(
                seed, ground.timeline().steps(), invariant, sentence, events, Replay.command(seed, settings));
    }

    private static String at(RuntimeException defect) {
        StackTraceElement[] trace = defect.getStackTrace();
        return trace.length == 0 ? "" : " at " + trace[0];
    }
}
