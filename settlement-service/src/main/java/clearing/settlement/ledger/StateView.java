package clearing.settlement.ledger;

import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The verified state as one database transaction sees it: what it wrote itself, then the cache, then the table. */
final class StateView {
    private final Connection connection;
    private final StateCache cache;
    private final Map<StateKey, Versioned> written = new TreeMap<>();
    /** Keys that the table does not have; it changes in this transaction by {@link #flush} alone, which comes last. */
    private final Set<StateKey> absent;

    StateView(Connection connection, StateCache cache) {
        this(connection, cache, new HashSet<>());
    }

    private StateView(Connection connection, StateCache cache, Set<StateKey> absent) {
        this.connection = connection;
        this.cache = cache;
        this.absent = absent;
    }

    /** A view of the same table to write into and to throw away. */
    StateView scratch() {
        return new StateView(connection, cache, absent);
    }

    /** Reads what will be asked for, all at once. */
    void expect(Set<StateKey> keys) throws SQLException {
        List<StateKey> unknown = keys.stream()
                .filter(key -> !absent.contains(key) && cache.get(key).isEmpty())
                .toList();
        if (unknown.isEmpty()) {
            return;
        }
        absent.addAll(unknown);
        Rows.list(
                        connection,
                        "select s.namespace, s.key, s.value, s.block, s.tx from unnest(?, ?) as k (namespace, key)"
                                + " join state s on s.namespace = k.namespace and s.key = k.key",
                        List.of(
                                unknown.stream().map(StateKey::namespace).toArray(String[]::new),
                                unknown.stream().map(StateKey::key).toArray(String[]::new)),
                        row -> new Stored(
                                new StateKey(row.getString(1), row.getString(2)),
                                new Versioned(row.getBytes(3), row.getLong(4), row.getInt(5), false)))
                .forEach(stored -> {
                    absent.remove(stored.key());
                    cache.put(stored.key(), stored.value());
                });
    }

    private record Stored(StateKey key, Versioned value) {}

    /** Key of a namespace. */
    record StateKey(String namespace, String key) implements Comparable<StateKey> {
        @Override
        public int compareTo(StateKey other) {
            int byNamespace = namespace.compareTo(other.namespace);
            return byNamespace != 0 ? byNamespace : key.compareTo(other.key);
        }
    }

    /**
     * A value with the height of its last write; a deleted key has no value and no version.
     *
     * @param value not to be changed
     */
    record Versioned(byte[] value, long block, int tx, boolean deleted) {}

    /** Empty for a key that does not exist. */
    Optional<Versioned> get(String namespace, String key) {
        StateKey at = new StateKey(namespace, key);
        Versioned own = written.get(at);
        if (own != null) {
            return own.deleted() ? Optional.empty() : Optional.of(own);
        }
        Optional<Versioned> cached = cache.get(at);
        if (cached.isPresent()) {
            return cached;
        }
        if (absent.contains(at)) {
            return Optional.empty();
        }
        try {
            Optional<Versioned> stored = Rows.first(
                    connection,
                    "select value, block, tx from state where namespace = ? and key = ?",
                    List.of(namespace, key),
                    row -> new Versioned(row.getBytes(1), row.getLong(2), row.getInt(3), false));
            stored.ifPresent(value -> cache.put(at, value));
            return stored;
        } catch (SQLException e) {
            throw new clearing.settlement.store.StorageException("cannot read the verified state", e);
        }
    }

    void put(String namespace, String key, byte[] value, long block, int tx) {
        written.put(new StateKey(namespace, key), new Versioned(value, block, tx, false));
    }

    void delete(String namespace, String key, long block, int tx) {
        written.put(new StateKey(namespace, key), new Versioned(new byte[0], block, tx, true));
    }

    /** Writes what changed to the table. */
    void flush() throws SQLException {
        try (PreparedStatement put = connection.prepareStatement(
                        "insert into state (namespace, key, value, block, tx) values (?, ?, ?, ?, ?) on conflict"
                                + " (namespace, key) do update set value = excluded.value, block = excluded.block, tx ="
                                + " excluded.tx");
                PreparedStatement drop =
                        connection.prepareStatement("delete from state where namespace = ? and key = ?")) {
            for (Map.Entry<StateKey, Versioned> entry : written.entrySet()) {
                PreparedStatement statement = entry.getValue().deleted() ? drop : put;
                statement.setString(1, entry.getKey().namespace());
                statement.setString(2, entry.getKey().key());
                if (!entry.getValue().deleted()) {
                    statement.setBytes(3, entry.getValue().value());
                    statement.setLong(4, entry.getValue().block());
                    statement.setInt(5, entry.getValue().tx());
                }
                statement.addBatch();
            }
            put.executeBatch();
            drop.executeBatch();
        }
    }

    /** After the commit: the cache may know. */
    void publish() {
        written.forEach((key, value) -> {
            if (value.deleted()) {
                cache.drop(key);
            } else {
                cache.put(key, value);
            }
        });
    }
}
