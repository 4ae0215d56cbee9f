package clearing.client.chain;

import clearing.client.TestHome;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.orderer.SeekInfo;
import org.hyperledger.fabric.protos.peer.DeliverGrpc;
import org.hyperledger.fabric.protos.peer.DeliverResponse;

/** A peer's deliver service over a real connection, whose blocks a test chooses. */
final class TestPeer implements AutoCloseable {
    private final List<Block> blocks = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger sent = new AtomicInteger();
    private final Server server;
    private final ManagedChannel connection;
    private volatile int breakAfter = Integer.MAX_VALUE;

    TestPeer() {
        try {
            server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                    .addService(new Deliver())
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        connection = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort())
                .usePlaintext()
                .build();
    }

    TestPeer with(List<Block> delivered) {
        blocks.addAll(delivered);
        return this;
    }

    /** Ends each delivery with an error after so many blocks. */
    TestPeer breakingAfter(int count) {
        breakAfter = count;
        return this;
    }

    int calls() {
        return calls.get();
    }

    int sent() {
        return sent.get();
    }

    BlockSource source() {
        return new PeerBlockSource(
                "peer", connection, "clearing", TestHome.identity("HarbourBrokers", "reader"), InstantSource.system());
    }

    @Override
    public void close() {
        connection.shutdownNow();
        server.shutdownNow();
    }

    private final class Deliver extends DeliverGrpc.DeliverImplBase {
        @Override
        public StreamObserver<Envelope> deliver(StreamObserver<DeliverResponse> responses) {
            calls.incrementAndGet();
            Call call = new Call((ServerCallStreamObserver<DeliverResponse>) responses);
            call.out.setOnReadyHandler(call::push);
            return call;
        }
    }

    private final class Call implements StreamObserver<Envelope> {
        private final ServerCallStreamObserver<DeliverResponse> out;
        private long next = Long.MAX_VALUE;
        private long last;
        private int inCall;

        Call(ServerCallStreamObserver<DeliverResponse> out) {
            this.out = out;
        }

        @Override
        public void onNext(Envelope envelope) {
            try {
                SeekInfo seek = SeekInfo.parseFrom(
                        Payload.parseFrom(envelope.getPayload()).getData());
                last = seek.getStop().getSpecified().getNumber();
                next = seek.getStart().getSpecified().getNumber();
                push();
            } catch (InvalidProtocolBufferException e) {
                out.onError(Status.INVALID_ARGUMENT.asException());
            }
        }

        /** Sends only as far as the reader has asked. */
        private void push() {
            while (out.isReady() && next <= last && next < blocks.size()) {
                if (inCall++ == breakAfter) {
                    next = Long.MAX_VALUE;
                    out.onError(Status.UNAVAILABLE.withDescription("going down").asException());
                    return;
                }
                sent.incrementAndGet();
                out.onNext(DeliverResponse.newBuilder()
                        .setBlock(blocks.get((int) next++))
                        .build());
            }
        }

        @Override
        public void onError(Throwable t) {
            next = Long.MAX_VALUE;
        }

        @Override
        public void onCompleted() {
            out.onCompleted();
        }
    }
}
