package clearing.devnet.gateway;

import clearing.devnet.channel.Access;
import clearing.devnet.channel.AccessDeniedException;
import clearing.devnet.channel.Resource;
import clearing.devnet.ledger.Ledger;
import clearing.devnet.ledger.Transactions;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.gateway.ChaincodeEventsRequest;
import org.hyperledger.fabric.protos.gateway.ChaincodeEventsResponse;
import org.hyperledger.fabric.protos.gateway.SignedChaincodeEventsRequest;
import org.hyperledger.fabric.protos.orderer.SeekPosition;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** Streams the events of one chaincode's valid transactions, block by block. */
final class ChaincodeEventStream {

    private final Ledger ledger;
    private final Access access;

    ChaincodeEventStream(Ledger ledger, Access access) {
        this.ledger = ledger;
        this.access = access;
    }

    void open(SignedChaincodeEventsRequest signed, StreamObserver<ChaincodeEventsResponse> observer) {
        ChaincodeEventsRequest request;
        long start;
        try {
            request = check(signed);
            start = startBlock(request);
        } catch (StatusRuntimeException e) {
            observer.onError(e);
            return;
        }
        var stream = new FollowedStream<>(observer);
        stream.run("events", () -> follow(request, start, stream));
    }

    private ChaincodeEventsRequest check(SignedChaincodeEventsRequest signed) {
        if (signed.getRequest().isEmpty()) {
            throw Refusals.of(Status.Code.INVALID_ARGUMENT, "a chaincode events request is required");
        }
        try {
            var request = ChaincodeEventsRequest.parseFrom(signed.getRequest());
            access.require(
                    Resource.CHAINCODE_EVENTS,
                    request.getChannelId(),
                    request.getIdentity(),
                    signed.getSignature(),
                    signed.getRequest().toByteArray());
            return request;
        } catch (InvalidProtocolBufferException e) {
            throw Refusals.of(Status.Code.INVALID_ARGUMENT, "invalid chaincode events request: " + e.getMessage());
        } catch (AccessDeniedException e) {
            throw Refusals.of(Status.Code.PERMISSION_DENIED, String.valueOf(e.getMessage()));
        }
    }

    /** A transaction to go on after decides, if the chain has it; else the position. */
    private long startBlock(ChaincodeEventsRequest request) {
        if (ledger.isCommitted(request.getAfterTransactionId())) {
            return ledger.await(request.getAfterTransactionId()).join().block();
        }
        var position = request.getStartPosition();
        return switch (position.getTypeCase()) {
            case SPECIFIED -> position.getSpecified().getNumber();
            case NEXT_COMMIT, TYPE_NOT_SET -> ledger.height();
            case NEWEST, OLDEST -> throw invalidPosition(position);
        };
    }

    private static StatusRuntimeException invalidPosition(SeekPosition position) {
        return Refusals.of(Status.Code.INVALID_ARGUMENT, "invalid start position type: " + position.getTypeCase());
    }

    private void follow(ChaincodeEventsRequest request, long start, FollowedStream<ChaincodeEventsResponse> stream)
            throws InterruptedException, IOException {
        var passed = request.getAfterTransactionId().isEmpty();
        for (long number = start; ; number++) {
            ledger.awaitBlock(number);
            var matching = new ArrayList<ChaincodeEvent>();
            for (var event : eventsOf(ledger.block(number))) {
                if (!passed) {
                    passed = event.getTxId().equals(request.getAfterTransactionId());
                } else if (event.getChaincodeId().equals(request.getChaincodeId())) {
                    matching.add(event);
                }
            }
            if (!matching.isEmpty()) {
                stream.send(ChaincodeEventsResponse.newBuilder()
                        .setBlockNumber(number)
                        .addAllEvents(matching)
                        .build());
            }
        }
    }

    private static List<ChaincodeEvent> eventsOf(Block block) throws InvalidProtocolBufferException {
        var codes = clearing.devnet.block.Blocks.codes(block);
        var events = new ArrayList<ChaincodeEvent>();
        for (int i = 0; i < codes.length; i++) {
            if (codes[i] == TxValidationCode.VALID_VALUE) {
                Transactions.read(block.getData().getData(i)).event().ifPresent(events::add);
            }
        }
        return events;
    }
}
