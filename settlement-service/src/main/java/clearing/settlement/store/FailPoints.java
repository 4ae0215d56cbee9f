package clearing.settlement.store;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Named places at which the process can be made to die, so that tests can prove that dying there loses and doubles
 * nothing. {@code -Dclearing.failpoint=C3:5} halts the JVM, without shutdown hooks, when C3 is reached the fifth time.
 */
public final class FailPoints {
    /** Nothing ever dies. */
    public static final FailPoints NONE = new FailPoints(Optional.empty(), 0);

    private static final int KILLED = 137;

    private final Optional<String> point;
    private final int turn;
    private final Map<String, Integer> reached = new ConcurrentHashMap<>();

    private FailPoints(Optional<String> point, int turn) {
        this.point = point;
        this.turn = turn;
    }

    /** As the system property {@code clearing.failpoint} says. */
    public static FailPoints fromProperty() {
        String text = System.getProperty("clearing.failpoint", "");
        if (text.isEmpty()) {
            return NONE;
        }
        String[] parts = text.split(":", 2);
        return new FailPoints(Optional.of(parts[0]), parts.length > 1 ? Integer.parseInt(parts[1]) : 1);
    }

    /** Says that the place is reached. */
    public void reach(String name) {
        if (point.isPresent() && point.get().equals(name) && reached.merge(name, 1, Integer::sum) == turn) {
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
