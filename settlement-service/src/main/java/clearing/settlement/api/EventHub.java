package clearing.settlement.api;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Server-sent events to every open workbench. The last events are kept, so that a client which comes back gets what it
 * missed; one that does not read is cut off and comes back the same way. Publishing never waits for a client.
 */
public final class EventHub implements AutoCloseable {
    private static final int KEPT = 2_000;
    private static final int WAITING_PER_CLIENT = 500;
    private static final int CLIENTS = 200;
    private static final long HEARTBEAT_MILLIS = 15_000;

    private final Vertx vertx;
    private final String run;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Event> kept = new ArrayDeque<>();
    private final Set<Client> clients = new LinkedHashSet<>();
    private final long heartbeat;
    private long next;

    /**
     * @param vertx for the heart-beat
     * @param run names this run of the service: ids of another run are answered with {@code reset}
     */
    public EventHub(Vertx vertx, String run) {
        this.vertx = vertx;
        this.run = run;
        this.heartbeat = vertx.setPeriodic(HEARTBEAT_MILLIS, timer -> beat());
    }

    private record Event(long sequence, String text) {}

    /** Sends an event to everybody who listens. From any thread. */
    public void publish(String name, JsonObject data) {
        lock.lock();
        try {
            long sequence = next++;
            String text = "id: " + run + "-" + sequence + "\nevent: " + name + "\ndata: " + data.encode() + "\n\n";
            kept.addLast(new Event(sequence, text));
            if (kept.size() > KEPT) {
                kept.removeFirst();
            }
            clients.forEach(client -> client.send(text));
        } finally {
            lock.unlock();
        }
    }

    /** Number of open streams. */
    public int listeners() {
        lock.lock();
        try {
            return clients.size();
        } finally {
            lock.unlock();
        }
    }

    /** Turns the response into a stream of events. On its event loop. */
    void open(HttpServerResponse response, String lastEventId) {
        response.setChunked(true).putHeader("Content-Type", "text/event-stream");
        Client client = new Client(vertx.getOrCreateContext(), response);
        response.closeHandler(closed -> remove(client));
        response.exceptionHandler(failed -> remove(client));
        lock.lock();
        try {
            if (clients.size() >= CLIENTS) {
                throw ApiException.busy();
            }
            client.send("retry: 2000\n\n" + missed(lastEventId));
            clients.add(client);
        } finally {
            lock.unlock();
        }
    }

    private String missed(String lastEventId) {
        if (lastEventId.isEmpty()) {
            return "";
        }
        long from = sequenceAfter(lastEventId);
        boolean known = from >= 0
                && from <= next
                && (kept.isEmpty() ? from == next : kept.getFirst().sequence() <= from);
        if (!known) {
            return "id: " + run + "-" + (next - 1) + "\nevent: reset\ndata: {}\n\n";
        }
        StringBuilder texts = new StringBuilder();
        kept.forEach(event -> {
            if (event.sequence() >= from) {
                texts.append(event.text());
            }
        });
        return texts.toString();
    }

    private long sequenceAfter(String id) {
        String number = id.startsWith(run + "-") ? id.substring(run.length() + 1) : "";
        return number.matches("[0-9]{1,18}") ? Long.parseLong(number) + 1 : -1;
    }

    private void beat() {
        lock.lock();
        try {
            clients.forEach(client -> client.send(": \n\n"));
        } finally {
            lock.unlock();
        }
    }

    private void remove(Client client) {
        lock.lock();
        try {
            clients.remove(client);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        vertx.cancelTimer(heartbeat);
        lock.lock();
        try {
            clients.forEach(Client::cut);
            clients.clear();
        } finally {
            lock.unlock();
        }
    }

    /** One browser. What waits for it is bounded: beyond that it is cut off. */
    private static final class Client {
        private final Context context;
        private final HttpServerResponse response;
        private final AtomicInteger waiting = new AtomicInteger();
        private final AtomicBoolean gone = new AtomicBoolean();

        Client(Context context, HttpServerResponse response) {
            this.context = context;
            this.response = response;
        }

        void send(String text) {
            if (gone.get()) {
                return;
            }
            if (waiting.incrementAndGet() > WAITING_PER_CLIENT) {
                cut();
                return;
            }
            context.runOnContext(now -> {
                if (response.closed() || gone.get()) {
                    return;
                }
                response.write(text).onComplete(written -> waiting.decrementAndGet());
            });
        }

        void cut() {
            if (gone.compareAndSet(false, true)) {
                context.runOnContext(now -> response.reset());
            }
        }
    }
}
