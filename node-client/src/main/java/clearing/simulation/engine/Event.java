package clearing.simulation.engine;

/**
 * Something that happens at one instant of the simulated time.
 *
 * @param at milliseconds since the simulation began
 * @param order breaks ties: what was planned first happens first
 * @param actor where it happens
 * @param what in a few words
 * @param subject what it is about; its text is made only when somebody reads the trace
 */
public record Event(long at, long order, String actor, String what, Object subject, Runnable action)
        implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
        int byTime = Long.compare(at, other.at);
        return byTime != 0 ? byTime : Long.compare(order, other.order);
    }

    /** For people: one line. */
    public String line() {
        return "%10d ms  %-22s %s %s".formatted(at, actor, what, subject);
    }
}
