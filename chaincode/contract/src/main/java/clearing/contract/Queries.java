package clearing.contract;

import clearing.kernel.codec.ByteWriter;
import clearing.kernel.state.LedgerState;
import clearing.kernel.state.StateDigest;
import clearing.kernel.state.StatePage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ledger.KeyValue;
import org.hyperledger.fabric.shim.ledger.QueryResultsIteratorWithMetadata;

/** Reads for {@code evaluate}. Ranges go page by page: a peer cuts longer scans silently. */
final class Queries {
    private static final int DIGEST_PAGE = 200;

    private Queries() {}

    static LedgerState state(ChaincodeStub stub) {
        return key -> {
            byte[] value = stub.getState(key);
            return value == null || value.length == 0 ? Optional.empty() : Optional.of(value);
        };
    }

    static byte[] get(ChaincodeStub stub, String key) {
        return state(stub)
                .get(key)
                .orElseThrow(
                        () -> new ClearingChaincode.NotFound("CLEARING-404 NOT_FOUND key: nothing is stored there"));
    }

    /** Arguments: start (inclusive, may be empty), end (exclusive, may be empty), limit 1 to 1,000, bookmark. */
    static byte[] range(ChaincodeStub stub, List<byte[]> parameters) {
        if (parameters.size() != 4) {
            throw ClearingChaincode.malformed("range", "takes start, end, limit and bookmark");
        }
        String limit = ClearingChaincode.text(parameters.get(2), "limit");
        if (!limit.matches("[1-9][0-9]{0,3}") || Integer.parseInt(limit) > StatePage.MAX_ENTRIES) {
            throw ClearingChaincode.malformed("limit", "is not a number from 1 to " + StatePage.MAX_ENTRIES);
        }
        return page(
                        stub,
                        ClearingChaincode.text(parameters.get(0), "start"),
                        ClearingChaincode.text(parameters.get(1), "end"),
                        Integer.parseInt(limit),
                        ClearingChaincode.text(parameters.get(3), "bookmark"))
                .encode();
    }

    /** 32 bytes of digest over all keys and values, then the number of entries as 64 bits. */
    static byte[] digest(ChaincodeStub stub, List<byte[]> parameters) {
        if (!parameters.isEmpty()) {
            throw ClearingChaincode.malformed("digest", "takes no argument");
        }
        StateDigest digest = new StateDigest();
        String bookmark = "";
        do {
            StatePage page = page(stub, "", "", DIGEST_PAGE, bookmark);
            page.entries().forEach(entry -> digest.add(entry.getKey(), entry.getValue()));
            bookmark = page.bookmark();
        } while (!bookmark.isEmpty());
        long entries = digest.entries();
        return new ByteWriter(40).fixed(digest.finish()).i64(entries).toBytes();
    }

    private static StatePage page(ChaincodeStub stub, String start, String end, int limit, String bookmark) {
        try (QueryResultsIteratorWithMetadata<KeyValue> results =
                stub.getStateByRangeWithPagination(start, end, limit, bookmark)) {
            List<Map.Entry<String, byte[]>> entries = new ArrayList<>();
            results.forEach(kv -> entries.add(Map.entry(kv.getKey(), kv.getValue())));
            String next = entries.size() < limit ? "" : results.getMetadata().getBookmark();
            return new StatePage(entries, next);
        } catch (Exception e) {
            throw new IllegalStateException("the peer did not answer a range query", e);
        }
    }
}
