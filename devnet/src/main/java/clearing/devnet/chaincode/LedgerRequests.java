package clearing.devnet.chaincode;

import clearing.devnet.state.RangeScan;
import clearing.devnet.state.SimulationException;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Optional;
import org.hyperledger.fabric.protos.ledger.queryresult.KV;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.protos.peer.DelState;
import org.hyperledger.fabric.protos.peer.GetHistoryForKey;
import org.hyperledger.fabric.protos.peer.GetState;
import org.hyperledger.fabric.protos.peer.GetStateByRange;
import org.hyperledger.fabric.protos.peer.GetStateMetadata;
import org.hyperledger.fabric.protos.peer.PutState;
import org.hyperledger.fabric.protos.peer.QueryMetadata;
import org.hyperledger.fabric.protos.peer.QueryResponseMetadata;
import org.hyperledger.fabric.protos.peer.QueryStateClose;
import org.hyperledger.fabric.protos.peer.QueryStateNext;
import org.hyperledger.fabric.protos.peer.StateMetadataResult;

/** Answers what a chaincode asks of the ledger, one message at a time. */
final class LedgerRequests {

    private static final String NO_COLLECTIONS =
            "the embedded ledger does not serve private data collections yet; run on a real network for them";
    private static final String NO_KEY_POLICIES =
            "the embedded ledger does not serve key-level endorsement policies yet; run on a real network for them";

    private final String namespace;
    private final LedgerReader ledger;

    LedgerRequests(String namespace, LedgerReader ledger) {
        this.namespace = namespace;
        this.ledger = ledger;
    }

    /** The payload of the answer. */
    ByteString answer(ChaincodeMessage request, TransactionContext context) throws SimulationException, IOException {
        var payload = request.getPayload();
        return switch (request.getType()) {
            case GET_STATE -> getState(GetState.parseFrom(payload), context);
            case PUT_STATE -> putState(PutState.parseFrom(payload), context);
            case DEL_STATE -> delState(DelState.parseFrom(payload), context);
            case GET_STATE_BY_RANGE -> getStateByRange(GetStateByRange.parseFrom(payload), context);
            case GET_QUERY_RESULT -> throw new SimulationException("ExecuteQuery not supported for leveldb");
            case GET_HISTORY_FOR_KEY -> getHistory(GetHistoryForKey.parseFrom(payload), context);
            case QUERY_STATE_NEXT ->
                context.next(QueryStateNext.parseFrom(payload).getId())
                        .orElseThrow(() -> new SimulationException("query iterator not found"))
                        .toByteString();
            case QUERY_STATE_CLOSE ->
                context.close(QueryStateClose.parseFrom(payload).getId()).toByteString();
            case GET_STATE_METADATA -> getStateMetadata(GetStateMetadata.parseFrom(payload), context);
            case PUT_STATE_METADATA -> throw new SimulationException(NO_KEY_POLICIES);
            case GET_PRIVATE_DATA_HASH, PURGE_PRIVATE_DATA -> throw new SimulationException(NO_COLLECTIONS);
            default -> throw new SimulationException("the ledger does not know this request");
        };
    }

    /** Whether the message is one that {@link #answer} takes. */
    static boolean takes(ChaincodeMessage.Type type) {
        return switch (type) {
            case GET_STATE,
                    PUT_STATE,
                    DEL_STATE,
                    GET_STATE_BY_RANGE,
                    GET_QUERY_RESULT,
                    GET_HISTORY_FOR_KEY,
                    QUERY_STATE_NEXT,
                    QUERY_STATE_CLOSE,
                    GET_STATE_METADATA,
                    PUT_STATE_METADATA,
                    GET_PRIVATE_DATA_HASH,
                    PURGE_PRIVATE_DATA -> true;
            default -> false;
        };
    }

    private ByteString getState(GetState request, TransactionContext context) throws SimulationException {
        requirePublic(request.getCollection());
        return context.invocation()
                .simulation()
                .get(namespace, request.getKey())
                .orElse(ByteString.EMPTY);
    }

    private ByteString putState(PutState request, TransactionContext context) throws SimulationException {
        requirePublic(request.getCollection());
        context.invocation().simulation().put(namespace, request.getKey(), request.getValue());
        return ByteString.EMPTY;
    }

    private ByteString delState(DelState request, TransactionContext context) throws SimulationException {
        requirePublic(request.getCollection());
        context.invocation().simulation().delete(namespace, request.getKey());
        return ByteString.EMPTY;
    }

    /** Reading a key's metadata reads the key; no key has any. */
    private ByteString getStateMetadata(GetStateMetadata request, TransactionContext context)
            throws SimulationException {
        requirePublic(request.getCollection());
        context.invocation().simulation().get(namespace, request.getKey());
        return StateMetadataResult.getDefaultInstance().toByteString();
    }

    private ByteString getStateByRange(GetStateByRange request, TransactionContext context)
            throws SimulationException, InvalidProtocolBufferException {
        requirePublic(request.getCollection());
        var metadata = QueryMetadata.parseFrom(request.getMetadata());
        var simulation = context.invocation().simulation();
        if (metadata.getPageSize() == 0 && metadata.getBookmark().isEmpty()) {
            var scan = simulation.scan(namespace, request.getStartKey(), request.getEndKey());
            return context.open(() -> nextOf(scan)).toByteString();
        }
        var start = metadata.getBookmark().isEmpty() ? request.getStartKey() : metadata.getBookmark();
        var scan = simulation.scanPage(namespace, start, request.getEndKey(), metadata.getPageSize());
        var limit = metadata.getPageSize() > 0
                ? Math.min(metadata.getPageSize(), TransactionContext.QUERY_MAX)
                : TransactionContext.QUERY_MAX;
        var page = new ArrayList<Message>();
        while (page.size() < limit) {
            var next = nextOf(scan);
            if (next.isEmpty()) {
                break;
            }
            page.add(next.get());
        }
        var bookmark = QueryResponseMetadata.newBuilder()
                .setFetchedRecordsCount(page.size())
                .setBookmark(scan.bookmark())
                .build();
        return TransactionContext.page(page, bookmark.toByteString()).toByteString();
    }

    private Optional<KV> nextOf(RangeScan scan) {
        return scan.next()
                .map(entry -> KV.newBuilder()
                        .setNamespace(namespace)
                        .setKey(entry.getKey())
                        .setValue(entry.getValue().value())
                        .build());
    }

    private ByteString getHistory(GetHistoryForKey request, TransactionContext context) throws IOException {
        var modifications = ledger.history(namespace, request.getKey()).iterator();
        return context.open(
                        () -> modifications.hasNext() ? Optional.of(modifications.next()) : Optional.<Message>empty())
                .toByteString();
    }

    private static void requirePublic(String collection) throws SimulationException {
        if (!collection.isEmpty()) {
            throw new SimulationException(NO_COLLECTIONS);
        }
    }
}
