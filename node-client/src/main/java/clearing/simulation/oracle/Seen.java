package clearing.simulation.oracle;

import clearing.simulation.engine.Situation;
import java.util.EnumMap;
import java.util.Map;

/** Situations that only one who knows the rules can tell from others, and how often they came up. */
public final class Seen {
    static final Situation REVERSED = Situation.REVERSED;

    private final Map<Situation, Integer> times = new EnumMap<>(Situation.class);

    void note(Situation situation, boolean cameUp) {
        if (cameUp) {
            times.merge(situation, 1, Integer::sum);
        }
    }

    void add(Seen other) {
        times.putAll(other.times);
    }

    public Map<Situation, Integer> times() {
        return times;
    }
}
