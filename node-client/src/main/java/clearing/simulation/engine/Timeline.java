package clearing.simulation.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/** The one thread of a simulation: what is planned happens in order of time, and nothing else moves the clock. */
public final class Timeline {
    private static final int REMEMBERED = 40;

    private final PriorityQueue<Event> planned = new PriorityQueue<>();
    private final Deque<Event> recent = new ArrayDeque<>();
    private final Consumer<Event> watcher;
    private long now;
    private long order;
    private long steps;

    /** @param watcher sees each event before it happens */
    public Timeline(Consumer<Event> watcher) {
        this.watcher = watcher;
    }

    /** Plans something, so many milliseconds from now. */
    public void in(long millis, String actor, String what, Object subject, Runnable action) {
        planned.add(new Event(now + millis, order++, actor, what, subject, action));
    }

    /** Lets the next event happen; false when nothing is planned. */
    public boolean step() {
        Event event = planned.poll();
        if (event == null) {
            return false;
        }
        now = event.at();
        steps++;
        remember(event);
        watcher.accept(event);
        event.action().run();
        return true;
    }

    private void remember(Event event) {
        if (recent.size() == REMEMBERED) {
            recent.removeFirst();
        }
        recent.addLast(event);
    }

    /** Milliseconds since the simulation began. */
    public long now() {
        return now;
    }

    public long steps() {
        return steps;
    }

    /** The last events, oldest first. */
    public List<Event> recent() {
        return List.copyOf(recent);
    }
}
