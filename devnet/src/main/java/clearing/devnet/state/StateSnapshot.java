package clearing.devnet.state;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** The state as it was after one block. */
public final class StateSnapshot implements AutoCloseable {

    private final StateDb db;
    private final long height;
    private final AtomicBoolean closed = new AtomicBoolean();

    StateSnapshot(StateDb db, long height) {
        this.db = db;
        this.height = height;
    }

    /** The block. */
    public long height() {
        return height;
    }

    /** The key's value, if it existed. */
    public Optional<Versioned> get(String namespace, String key) {
        return db.at(namespace, key, height);
    }

    /** The keys from {@code start} up to and without {@code end}, in order; empty strings leave a side open. */
    public Iterator<Map.Entry<String, Versioned>> range(String namespace, String start, String end) {
        return db.range(namespace, start, end, height);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            db.release(height);
        }
    }
}
