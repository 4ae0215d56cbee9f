package clearing.devnet.chaincode;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hyperledger.fabric.protos.peer.ChaincodeGrpc;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A peer's connection to one chaincode server. It is dialled until it answers, and again when it breaks: the server may
 * start later than the ledger, and may be killed at any time.
 */
public final class ChaincodeConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChaincodeConnection.class);
    private static final int MESSAGE_BYTES_MAX = 100 << 20;
    private static final long BACKOFF_MIN_MILLIS = 50;
    private static final long BACKOFF_MAX_MILLIS = 1000;

    /**
     * How patient the connection is.
     *
     * @param execute how long a transaction may run
     * @param connect how long a transaction waits for a server that is not connected
     */
    public record Patience(Duration execute, Duration connect) {}

    private final String chaincode;
    private final String address;
    private final Peer peer;
    private final LedgerReader ledger;
    private final Patience patience;
    private final ManagedChannel channel;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile CompletableFuture<ChaincodeStream> ready = new CompletableFuture<>();

    /**
     * A connection that is not dialled yet.
     *
     * @param chaincode the chaincode's name
     * @param address {@code host:port} of its server
     */
    public ChaincodeConnection(String chaincode, String address, Peer peer, LedgerReader ledger, Patience patience) {
        this.chaincode = chaincode;
        this.address = address;
        this.peer = peer;
        this.ledger = ledger;
        this.patience = patience;
        this.channel = NettyChannelBuilder.forTarget(address)
                .usePlaintext()
                .maxInboundMessageSize(MESSAGE_BYTES_MAX)
                .keepAliveTime(60, TimeUnit.SECONDS)
                .build();
    }

    /** The chaincode's name. */
    public String chaincode() {
        return chaincode;
    }

    /** Whether the server is connected and has registered. */
    public boolean isReady() {
        return ready.isDone();
    }

    /** Completes when the server is connected and has registered. */
    public CompletableFuture<Void> whenReady() {
        return ready.thenApply(stream -> null);
    }

    /** Begins to dial. */
    public void start() {
        Thread.ofVirtual().name("dial " + address).start(this::dial);
    }

    private void dial() {
        var backoff = BACKOFF_MIN_MILLIS;
        try {
            while (closed.getCount() > 0) {
                var registered = new CompletableFuture<ChaincodeStream>();
                var stream = new ChaincodeStream(chaincode, peer, ledger, registered);
                channel.resetConnectBackoff();
                stream.open(ChaincodeGrpc.newStub(channel)::connect);
                var reason = follow(stream, registered);
                if (registered.isDone()) {
                    LOG.info("chaincode server {} of {} is gone: {}", address, peer.mspId(), reason);
                    ready = new CompletableFuture<>();
                    backoff = BACKOFF_MIN_MILLIS;
                } else {
                    backoff = Math.min(BACKOFF_MAX_MILLIS, backoff * 2);
                }
                if (closed.await(backoff, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("a handled future failed", e);
        }
    }

    /** Follows a stream to its end and returns the reason of it. */
    private String follow(ChaincodeStream stream, CompletableFuture<ChaincodeStream> registered)
            throws InterruptedException, java.util.concurrent.ExecutionException {
        var announced = registered.thenAccept(this::connected);
        var reason = stream.ended()
                .handle((nothing, failure) -> failure == null ? "closed" : String.valueOf(failure.getMessage()))
                .get();
        announced.cancel(false);
        return reason;
    }

    private void connected(ChaincodeStream stream) {
        LOG.info("chaincode {} of {} is ready at {}", chaincode, peer.mspId(), address);
        ready.complete(stream);
    }

    /** Runs a transaction to its end. */
    Execution execute(Invocation invocation) throws ExecutionException, InterruptedException {
        ChaincodeStream stream;
        try {
            stream = ready.get(patience.connect().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ExecutionException("could not launch chaincode " + chaincode + ": connection to " + address
                    + " failed: the chaincode server does not answer");
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("a readiness that fails", e);
        }
        return stream.execute(invocation, patience.execute());
    }

    @Override
    public void close() {
        closed.countDown();
        var connected = ready;
        if (connected.isDone()) {
            connected.join().close();
        }
        channel.shutdown();
    }
}
