package clearing.devnet.state;

import com.google.protobuf.ByteString;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * All keys of the channel in memory, by namespace.
 *
 * <p>One thread applies blocks. Readers work on snapshots: a snapshot sees the blocks up to its height and none of
 * those that are applied after it was taken, without stopping anyone. What no snapshot can see any more is forgotten as
 * its key is written again.
 */
public final class StateDb {

    private record Grave(String namespace, String key, Revision revision) {}

    private final Map<String, ConcurrentSkipListMap<String, Revision>> namespaces = new ConcurrentHashMap<>();
    private final NavigableMap<Long, Integer> snapshots = new TreeMap<>();
    private final Deque<Grave> graves = new ArrayDeque<>();
    private long height = -1;

    /** The number of the newest block that was applied, -1 before the first. */
    public synchronized long height() {
        return height;
    }

    /** A view of the newest block's state; close it. */
    public synchronized StateSnapshot snapshot() {
        snapshots.merge(height, 1, Integer::sum);
        return new StateSnapshot(this, height);
    }

    synchronized void release(long snapshotHeight) {
        snapshots.computeIfPresent(snapshotHeight, (at, count) -> count == 1 ? null : count - 1);
    }

    /** The newest value of the key, for the thread that applies blocks. */
    Optional<Versioned> newest(String namespace, String key) {
        return at(namespace, key, Long.MAX_VALUE);
    }

    Optional<Versioned> at(String namespace, String key, long snapshotHeight) {
        var keys = namespaces.get(namespace);
        var revision = keys == null ? null : keys.get(key);
        return revision == null ? Optional.empty() : revision.at(snapshotHeight);
    }

    /**
     * The keys of a range in order.
     *
     * @param start the first key, or empty for the namespace's first
     * @param end the key behind the last, or empty for no end
     */
    Iterator<Map.Entry<String, Versioned>> range(String namespace, String start, String end, long snapshotHeight) {
        NavigableMap<String, Revision> keys = namespaces.getOrDefault(namespace, emptyMap());
        if (!end.isEmpty() && KeyOrder.INSTANCE.compare(start, end) >= 0) {
            return Map.<String, Versioned>of().entrySet().iterator();
        }
        var from = keys.tailMap(start, true);
        var within = end.isEmpty() ? from : from.headMap(end, false);
        return new LiveEntries(within.entrySet().iterator(), snapshotHeight);
    }

    /**
     * Applies a block's writes.
     *
     * @param block the block after {@link #height()}
     */
    public void apply(long block, Updates updates) {
        var floor = floor();
        updates.forEach((namespace, key, update) -> {
            var keys = namespaces.computeIfAbsent(namespace, name -> emptyMap());
            var revision = keys.compute(key, (name, newest) -> new Revision(update.version(), update.value(), newest));
            revision.forgetBelow(floor);
            if (revision.isDeleted()) {
                graves.addLast(new Grave(namespace, key, revision));
            }
        });
        synchronized (this) {
            height = block;
        }
        removeGraves(floor);
    }

    private synchronized long floor() {
        return snapshots.isEmpty() ? height : Math.min(height, snapshots.firstKey());
    }

    /** Removes deleted keys that every snapshot sees as deleted. */
    private void removeGraves(long floor) {
        while (!graves.isEmpty() && graves.peekFirst().revision().version().block() <= floor) {
            var grave = graves.removeFirst();
            var keys = namespaces.get(grave.namespace());
            if (keys != null) {
                keys.remove(grave.key(), grave.revision());
            }
        }
    }

    private static ConcurrentSkipListMap<String, Revision> emptyMap() {
        return new ConcurrentSkipListMap<>(KeyOrder.INSTANCE);
    }

    /** What a block writes to a key. */
    public record Update(Version version, Optional<ByteString> value) {}

    /** Skips keys that do not exist at the height. */
    private static final class LiveEntries implements Iterator<Map.Entry<String, Versioned>> {
        private final Iterator<Map.Entry<String, Revision>> keys;
        private final long height;
        private Optional<Map.Entry<String, Versioned>> next = Optional.empty();

        LiveEntries(Iterator<Map.Entry<String, Revision>> keys, long height) {
            this.keys = keys;
            this.height = height;
            advance();
        }

        private void advance() {
            next = Optional.empty();
            while (next.isEmpty() && keys.hasNext()) {
                var entry = keys.next();
                next = entry.getValue().at(height).map(value -> Map.entry(entry.getKey(), value));
            }
        }

        @Override
        public boolean hasNext() {
            return next.isPresent();
        }

        @Override
        public Map.Entry<String, Versioned> next() {
            var result = next.orElseThrow(java.util.NoSuchElementException::new);
            advance();
            return result;
        }
    }
}
