package clearing.contract;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hyperledger.fabric.protos.peer.QueryResponseMetadata;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ledger.KeyValue;
import org.hyperledger.fabric.shim.ledger.QueryResultsIteratorWithMetadata;

/**
 * A peer as the contract sees it through the shim. As on a real peer, a transaction does not see its own writes, an absent key is an
 * empty value, and a range comes in pages with a bookmark. A call of any other function of the stub fails the test.
 */
final class FakeLedger {
    final TreeMap<String, byte[]> committed = new TreeMap<>();

    /** What the last transaction wrote and announced. */
    final SortedMap<String, byte[]> writes = new TreeMap<>();

    final List<Map.Entry<String, byte[]>> events = new ArrayList<>();

    /** How many pages of ranges were asked for. */
    int rangeQueries;

    private Instant timestamp = Instant.EPOCH;
    private byte[] creator = new byte[0];
    private List<byte[]> args = List.of();

    ChaincodeStub call(byte[] creatorOfCall, Instant proposedAt, byte[]... arguments) {
        creator = creatorOfCall;
        timestamp = proposedAt;
        args = List.of(arguments);
        writes.clear();
        events.clear();
        return (ChaincodeStub) Proxy.newProxyInstance(
                ChaincodeStub.class.getClassLoader(),
                new Class<?>[] {ChaincodeStub.class},
                (proxy, method, parameters) -> answer(method.getName(), parameters));
    }

    void commit() {
        committed.putAll(writes);
    }

    private Object answer(String function, Object[] parameters) {
        return switch (function) {
            case "getArgs" -> args;
            case "getTxId" -> "tx";
            case "getTxTimestamp" -> timestamp;
            case "getCreator" -> creator;
            case "getState" -> committed.getOrDefault((String) parameters[0], new byte[0]);
            case "putState" -> {
                writes.put((String) parameters[0], (byte[]) parameters[1]);
                yield parameters;
            }
            case "setEvent" -> {
                events.add(Map.entry((String) parameters[0], (byte[]) parameters[1]));
                yield parameters;
            }
            case "getStateByRangeWithPagination" ->
                range((String) parameters[0], (String) parameters[1], (int) parameters[2], (String) parameters[3]);
            default -> throw new UnsupportedOperationException(function);
        };
    }

    private QueryResultsIteratorWithMetadata<KeyValue> range(String start, String end, int limit, String bookmark) {
        rangeQueries++;
        SortedMap<String, byte[]> rest = committed.tailMap(bookmark.isEmpty() ? start : bookmark);
        if (!end.isEmpty()) {
            rest = rest.headMap(end);
        }
        List<KeyValue> found = new ArrayList<>();
        String next = "";
        for (Map.Entry<String, byte[]> entry : rest.entrySet()) {
            if (found.size() == limit) {
                next = entry.getKey();
                break;
            }
            found.add(new Entry(entry.getKey(), entry.getValue()));
        }
        return new Page(found, next);
    }

    private record Entry(String key, byte[] value) implements KeyValue {
        @Override
        public String getKey() {
            return key;
        }

        @Override
        public byte[] getValue() {
            return value.clone();
        }

        @Override
        public String getStringValue() {
            return new String(value, StandardCharsets.UTF_8);
        }
    }

    private record Page(List<KeyValue> entries, String next) implements QueryResultsIteratorWithMetadata<KeyValue> {
        @Override
        public Iterator<KeyValue> iterator() {
            return entries.iterator();
        }

        @Override
        public QueryResponseMetadata getMetadata() {
            return QueryResponseMetadata.newBuilder()
                    .setFetchedRecordsCount(entries.size())
                    .setBookmark(next)
                    .build();
        }

        @Override
        public void close() {
            // Nothing is held open.
        }
    }
}
