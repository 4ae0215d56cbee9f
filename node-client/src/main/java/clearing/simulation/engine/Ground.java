package clearing.simulation.engine;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** What all hosts of one simulation stand on: time, chance, faults, and the count of situations that came up. */
public final class Ground {
    private final Timeline timeline;
    private final Draw draw;
    private final Instant start;
    private final Wire wire;
    private final Map<Situation, Integer> situations = new EnumMap<>(Situation.class);
    private final int liar;
    private Swarm swarm;
    private long transactions;
    private long quietMillis;

    /** @param sites how many places there are for hosts: members, and the orderer's */
    public Ground(Timeline timeline, Draw draw, Swarm swarm, Instant start, int sites) {
        this.timeline = timeline;
        this.draw = draw;
        this.swarm = swarm;
        this.start = start;
        this.wire = new Wire(this, sites);
        this.liar = draw.below(sites);
    }

    public Timeline timeline() {
        return timeline;
    }

    public Draw draw() {
        return draw;
    }

    public Swarm swarm() {
        return swarm;
    }

    /** The one site whose peer may lie about what it computed: a majority of liars is nobody's to withstand. */
    public int liar() {
        return liar;
    }

    public Wire wire() {
        return wire;
    }

    /** The true time; hosts add the error of their own clock. */
    public Instant now() {
        return start.plusMillis(timeline.now() + quietMillis);
    }

    /** A while in which nothing happens: all clocks go on, so that days turn and cut-offs come within few steps. */
    public void passQuietly(long millis) {
        quietMillis += millis;
    }

    /** A transaction id that nobody had before. */
    public String newTxId() {
        return "tx" + transactions++;
    }

    /** Notes that something came up. */
    public void note(Situation situation) {
        situations.merge(situation, 1, Integer::sum);
    }

    /** How often each situation came up. */
    public Map<Situation, Integer> situations() {
        return situations;
    }

    /** Nothing goes wrong from here on. */
    public void heal() {
        swarm = swarm.healed();
        wire.join();
    }
}
