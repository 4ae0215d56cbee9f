package clearing.devnet.state;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.RangeQueryInfo;

/**
 * One execution of a transaction: it reads a snapshot, never its own writes, and records what it read and wrote.
 *
 * <p>The chaincodes of a transaction call each other one at a time, but from several connections; hence the monitor.
 */
public final class Simulation {

    private final StateSnapshot snapshot;
    private final String transactionId;
    private final NavigableMap<String, Namespace> namespaces = new TreeMap<>(KeyOrder.INSTANCE);
    private boolean wrote;
    private boolean paged;

    private static final class Namespace {
        private final NavigableMap<String, KVRead> reads = new TreeMap<>(KeyOrder.INSTANCE);
        private final NavigableMap<String, KVWrite> writes = new TreeMap<>(KeyOrder.INSTANCE);
        private final List<RangeScan> scans = new ArrayList<>();
    }

    /** An execution on the snapshot. */
    public Simulation(StateSnapshot snapshot, String transactionId) {
        this.snapshot = snapshot;
        this.transactionId = transactionId;
    }

    private Namespace in(String namespace) {
        return namespaces.computeIfAbsent(namespace, name -> new Namespace());
    }

    /** Reads a key and records its version. */
    public synchronized Optional<ByteString> get(String namespace, String key) {
        var found = snapshot.get(namespace, key);
        in(namespace).reads.put(key, read(key, found.map(Versioned::version)));
        return found.map(Versioned::value);
    }

    /**
     * Writes a key; an empty value deletes it, as it does in Fabric.
     *
     * @throws SimulationException after a query by pages, after which Fabric allows no write
     */
    public synchronized void put(String namespace, String key, ByteString value) throws SimulationException {
        if (paged) {
            throw new SimulationException("txid [" + transactionId + "]: unsupported transaction. "
                    + "Transaction has already performed a paginated query. Writes are not allowed");
        }
        wrote = true;
        var write = KVWrite.newBuilder().setKey(key);
        in(namespace)
                .writes
                .put(
                        key,
                        value.isEmpty()
                                ? write.setIsDelete(true).build()
                                : write.setValue(value).build());
    }

    /** Deletes a key. */
    public void delete(String namespace, String key) throws SimulationException {
        put(namespace, key, ByteString.EMPTY);
    }

    /** Scans a range; what the scan sees is recorded against phantoms. */
    public synchronized RangeScan scan(String namespace, String start, String end) {
        var scan = new RangeScan(snapshot.range(namespace, start, end), start, end, Integer.MAX_VALUE);
        in(namespace).scans.add(scan);
        return scan;
    }

    /**
     * Scans one page of a range.
     *
     * @throws SimulationException after a write
     */
    public synchronized RangeScan scanPage(String namespace, String start, String end, int pageSize)
            throws SimulationException {
        if (wrote) {
            throw new SimulationException("txid [" + transactionId + "]: unsupported transaction. "
                    + "Paginated queries are supported only in a read-only transaction");
        }
        paged = true;
        var limit = pageSize > 0 ? pageSize : Integer.MAX_VALUE;
        var scan = new RangeScan(snapshot.range(namespace, start, end), start, end, limit);
        in(namespace).scans.add(scan);
        return scan;
    }

    /** The namespaces that were touched. */
    public synchronized NavigableSet<String> namespaces() {
        return new TreeSet<>(namespaces.keySet());
    }

    /** The read and write set as Fabric forms it: namespaces and keys in order. */
    public synchronized TxReadWriteSet result() {
        var set = TxReadWriteSet.newBuilder().setDataModel(TxReadWriteSet.DataModel.KV);
        namespaces.forEach((name, namespace) -> {
            var rwset = KVRWSet.newBuilder()
                    .addAllReads(namespace.reads.values())
                    .addAllRangeQueriesInfo(rangeQueries(namespace))
                    .addAllWrites(namespace.writes.values())
                    .build();
            set.addNsRwset(NsReadWriteSet.newBuilder().setNamespace(name).setRwset(rwset.toByteString()));
        });
        return set.build();
    }

    /** Fabric keeps the first of several scans with the same bounds. */
    private static Iterable<RangeQueryInfo> rangeQueries(Namespace namespace) {
        Map<List<Object>, RangeQueryInfo> distinct = new LinkedHashMap<>();
        for (var scan : namespace.scans) {
            var info = scan.info();
            distinct.putIfAbsent(List.of(info.getStartKey(), info.getEndKey(), info.getItrExhausted()), info);
        }
        return distinct.values();
    }

    static KVRead read(String key, Optional<Version> version) {
        var read = KVRead.newBuilder().setKey(key);
        version.ifPresent(found -> read.setVersion(found.toMessage()));
        return read.build();
    }
}
