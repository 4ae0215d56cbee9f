package clearing.devnet.chaincode;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.protos.peer.QueryResponse;
import org.hyperledger.fabric.protos.peer.QueryResultBytes;

/** A transaction that a chaincode runs now, with its open queries. */
final class TransactionContext {

    /** Results in one message. */
    private static final int BATCH_MAX = 100;

    /** Results of one query, in all; Fabric ends a query there without a word. */
    static final int QUERY_MAX = 100_000;

    private final Invocation invocation;
    private final CompletableFuture<ChaincodeMessage> outcome = new CompletableFuture<>();
    private final Map<String, Query> queries = new HashMap<>();
    private int queriesOpened;

    /** A query whose results go out in batches; one result is read ahead to know whether there are more. */
    private static final class Query {
        private final Supplier<Optional<? extends Message>> results;
        private Optional<? extends Message> pending = Optional.empty();
        private int returned;

        Query(Supplier<Optional<? extends Message>> results) {
            this.results = results;
        }
    }

    TransactionContext(Invocation invocation) {
        this.invocation = invocation;
    }

    Invocation invocation() {
        return invocation;
    }

    /** The chaincode's last message. */
    CompletableFuture<ChaincodeMessage> outcome() {
        return outcome;
    }

    /** Opens a query and returns its first batch. */
    synchronized QueryResponse open(Supplier<Optional<? extends Message>> results) {
        var id = invocation.transactionId() + "-" + queriesOpened++;
        var query = new Query(results);
        queries.put(id, query);
        return batch(id, query);
    }

    /** The next batch of an open query. */
    synchronized Optional<QueryResponse> next(String id) {
        return Optional.ofNullable(queries.get(id)).map(query -> batch(id, query));
    }

    /** Closes a query, open or not. */
    synchronized QueryResponse close(String id) {
        queries.remove(id);
        return QueryResponse.newBuilder().setId(id).setHasMore(false).build();
    }

    private QueryResponse batch(String id, Query query) {
        List<QueryResultBytes> batch = new ArrayList<>();
        query.pending.ifPresent(result -> batch.add(bytes(result)));
        query.pending = Optional.empty();
        while (query.returned < QUERY_MAX) {
            var result = query.results.get();
            if (result.isEmpty()) {
                break;
            }
            query.returned++;
            if (batch.size() == BATCH_MAX) {
                query.pending = result;
                return response(id, batch, true, ByteString.EMPTY);
            }
            batch.add(bytes(result.get()));
        }
        queries.remove(id);
        return response(id, batch, false, ByteString.EMPTY);
    }

    /** A page with its bookmark, all in one message. */
    static QueryResponse page(List<? extends Message> results, ByteString metadata) {
        return response("", results.stream().map(TransactionContext::bytes).toList(), false, metadata);
    }

    private static QueryResponse response(
            String id, List<QueryResultBytes> batch, boolean hasMore, ByteString metadata) {
        return QueryResponse.newBuilder()
                .setId(id)
                .addAllResults(batch)
                .setHasMore(hasMore)
                .setMetadata(metadata)
                .build();
    }

    private static QueryResultBytes bytes(Message result) {
        return QueryResultBytes.newBuilder()
                .setResultBytes(result.toByteString())
                .build();
    }
}
