package clearing.devnet.gateway;

import clearing.devnet.channel.Access;
import clearing.devnet.channel.AccessDeniedException;
import clearing.devnet.channel.ChannelConfig;
import clearing.devnet.channel.Resource;
import clearing.devnet.ledger.Ledger;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.orderer.SeekInfo;
import org.hyperledger.fabric.protos.orderer.SeekPosition;
import org.hyperledger.fabric.protos.peer.DeliverGrpc;
import org.hyperledger.fabric.protos.peer.DeliverResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fabric's block delivery service. */
final class DeliverService extends DeliverGrpc.DeliverImplBase {

    private static final Logger LOG = LoggerFactory.getLogger(DeliverService.class);
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(15);

    private final ChannelConfig config;
    private final Access access;
    private final Ledger ledger;

    /** Delivery of the ledger's blocks. */
    DeliverService(ChannelConfig config, Access access, Ledger ledger) {
        this.config = config;
        this.access = access;
        this.ledger = ledger;
    }

    /** Makes a message of a block. */
    @FunctionalInterface
    private interface Form {
        DeliverResponse of(Block block) throws InvalidProtocolBufferException;
    }

    @Override
    public StreamObserver<Envelope> deliver(StreamObserver<DeliverResponse> observer) {
        return serve(
                observer,
                Resource.BLOCK_EVENTS,
                block -> DeliverResponse.newBuilder().setBlock(block).build());
    }

    @Override
    public StreamObserver<Envelope> deliverFiltered(StreamObserver<DeliverResponse> observer) {
        return serve(
                observer,
                Resource.FILTERED_BLOCK_EVENTS,
                block -> DeliverResponse.newBuilder()
                        .setFilteredBlock(FilteredBlocks.of(block))
                        .build());
    }

    @Override
    public StreamObserver<Envelope> deliverWithPrivateData(StreamObserver<DeliverResponse> observer) {
        observer.onError(Refusals.of(
                Status.Code.UNIMPLEMENTED, "the embedded ledger does not serve private data collections yet"));
        return new IgnoredRequests();
    }

    private StreamObserver<Envelope> serve(StreamObserver<DeliverResponse> observer, Resource resource, Form form) {
        var requests = new Requests();
        var stream = new FollowedStream<>(observer);
        stream.run("deliver", () -> {
            for (var next = requests.take(); next.isPresent(); next = requests.take()) {
                var status = deliver(next.get(), resource, form, stream);
                stream.send(DeliverResponse.newBuilder().setStatus(status).build());
                if (status != org.hyperledger.fabric.protos.common.Status.SUCCESS) {
                    return;
                }
            }
        });
        return requests;
    }

    private org.hyperledger.fabric.protos.common.Status deliver(
            Envelope request, Resource resource, Form form, FollowedStream<DeliverResponse> stream)
            throws InterruptedException, IOException {
        SeekInfo seek;
        try {
            var payload = Payload.parseFrom(request.getPayload());
            var header = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
            var signer = SignatureHeader.parseFrom(payload.getHeader().getSignatureHeader());
            seek = SeekInfo.parseFrom(payload.getData());
            if (!isRecent(header)) {
                return org.hyperledger.fabric.protos.common.Status.BAD_REQUEST;
            }
            if (!header.getChannelId().equals(config.channel())) {
                return org.hyperledger.fabric.protos.common.Status.NOT_FOUND;
            }
            access.require(
                    resource,
                    signer.getCreator(),
                    request.getSignature(),
                    request.getPayload().toByteArray());
        } catch (InvalidProtocolBufferException e) {
            LOG.info("a seek request cannot be read: {}", e.getMessage());
            return org.hyperledger.fabric.protos.common.Status.BAD_REQUEST;
        } catch (AccessDeniedException e) {
            LOG.info("a seek request is refused: {}", e.getMessage());
            return org.hyperledger.fabric.protos.common.Status.FORBIDDEN;
        }
        return seek(seek, form, stream);
    }

    private boolean isRecent(ChannelHeader header) {
        if (!header.hasTimestamp()) {
            return false;
        }
        var stated = Instant.ofEpochSecond(
                header.getTimestamp().getSeconds(), header.getTimestamp().getNanos());
        return Duration.between(stated, access.now()).abs().compareTo(CLOCK_TOLERANCE) <= 0;
    }

    private org.hyperledger.fabric.protos.common.Status seek(
            SeekInfo seek, Form form, FollowedStream<DeliverResponse> stream) throws InterruptedException, IOException {
        var start = startOf(seek.getStart());
        if (start.isEmpty() || !seek.hasStop()) {
            return org.hyperledger.fabric.protos.common.Status.BAD_REQUEST;
        }
        var stop = stopOf(seek, start.get());
        if (stop < start.get()) {
            return org.hyperledger.fabric.protos.common.Status.BAD_REQUEST;
        }
        var failsWhenNotReady = seek.getBehavior() == SeekInfo.SeekBehavior.FAIL_IF_NOT_READY;
        for (long number = start.get(); number <= stop; number++) {
            if (failsWhenNotReady && number >= ledger.height()) {
                return org.hyperledger.fabric.protos.common.Status.NOT_FOUND;
            }
            ledger.awaitBlock(number);
            var block = ledger.block(number);
            var headersOnly = seek.getContentType() == SeekInfo.SeekContentType.HEADER_WITH_SIG && number > 0;
            stream.send(form.of(headersOnly ? block.toBuilder().clearData().build() : block));
        }
        return org.hyperledger.fabric.protos.common.Status.SUCCESS;
    }

    private Optional<Long> startOf(SeekPosition position) {
        return switch (position.getTypeCase()) {
            case OLDEST -> Optional.of(0L);
            case NEWEST -> Optional.of(ledger.height() - 1);
            case NEXT_COMMIT -> Optional.of(ledger.height());
            case SPECIFIED ->
                position.getSpecified().getNumber() < 0
                        ? Optional.empty()
                        : Optional.of(position.getSpecified().getNumber());
            case TYPE_NOT_SET -> Optional.empty();
        };
    }

    private long stopOf(SeekInfo seek, long start) {
        var stop = seek.getStop();
        return switch (stop.getTypeCase()) {
            case OLDEST -> start;
            case NEWEST -> seek.getStart().equals(stop) ? start : Math.max(start, ledger.height() - 1);
            case SPECIFIED ->
                stop.getSpecified().getNumber() < 0
                        ? Long.MAX_VALUE
                        : stop.getSpecified().getNumber();
            case NEXT_COMMIT, TYPE_NOT_SET -> Long.MAX_VALUE;
        };
    }

    /** The client's seek requests, one after the other; an empty entry ends them. */
    private static final class Requests implements StreamObserver<Envelope> {
        private final BlockingQueue<Optional<Envelope>> queue = new LinkedBlockingQueue<>();

        Optional<Envelope> take() throws InterruptedException {
            return queue.take();
        }

        @Override
        public void onNext(Envelope envelope) {
            queue.add(Optional.of(envelope));
        }

        @Override
        public void onError(Throwable failure) {
            queue.add(Optional.empty());
        }

        @Override
        public void onCompleted() {
            queue.add(Optional.empty());
        }
    }

    private static final class IgnoredRequests implements StreamObserver<Envelope> {
        @Override
        public void onNext(Envelope envelope) {
            LOG.debug("a request on a stream that was refused");
        }

        @Override
        public void onError(Throwable failure) {
            LOG.debug("a refused stream is cancelled");
        }

        @Override
        public void onCompleted() {
            LOG.debug("a refused stream ends");
        }
    }
}
