package clearing.devnet.chaincode;

import clearing.devnet.state.SimulationException;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.hyperledger.fabric.protos.peer.ChaincodeID;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.protos.peer.ChaincodeSpec;
import org.hyperledger.fabric.protos.peer.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One open stream to a chaincode server, from its registration to its end. */
final class ChaincodeStream implements StreamObserver<ChaincodeMessage> {

    private static final Logger LOG = LoggerFactory.getLogger(ChaincodeStream.class);

    private final String chaincode;
    private final Peer peer;
    private final LedgerRequests requests;
    private final CompletableFuture<ChaincodeStream> registered;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Map<String, TransactionContext> running = new ConcurrentHashMap<>();
    private final ReentrantLock sending = new ReentrantLock();
    private volatile @Nullable StreamObserver<ChaincodeMessage> out;

    ChaincodeStream(String chaincode, Peer peer, LedgerReader ledger, CompletableFuture<ChaincodeStream> registered) {
        this.chaincode = chaincode;
        this.peer = peer;
        this.requests = new LedgerRequests(chaincode, ledger);
        this.registered = registered;
    }

    /** Opens the stream; the lock keeps answers back until there is something to answer on. */
    void open(Function<StreamObserver<ChaincodeMessage>, StreamObserver<ChaincodeMessage>> connect) {
        sending.lock();
        try {
            out = connect.apply(this);
        } finally {
            sending.unlock();
        }
    }

    /** Completes when the stream ends, with the failure that ended it. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    Execution execute(Invocation invocation, Duration timeout) throws ExecutionException, InterruptedException {
        var context = new TransactionContext(invocation);
        if (running.putIfAbsent(invocation.transactionId(), context) != null) {
            throw new ExecutionException(
                    "error sending: txid: " + invocation.transactionId() + "(" + invocation.channel() + ") exists");
        }
        try {
            send(ChaincodeMessage.newBuilder()
                    .setType(ChaincodeMessage.Type.TRANSACTION)
                    .setPayload(invocation.input().toByteString())
                    .setTxid(invocation.transactionId())
                    .setChannelId(invocation.channel())
                    .setProposal(invocation.proposal())
                    .build());
            if (ended.isDone()) {
                context.outcome().cancel(false);
            }
            return result(invocation, context.outcome().get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            throw new ExecutionException("error sending: timeout expired while executing transaction");
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.CancellationException e) {
            throw new ExecutionException("error sending: chaincode stream terminated");
        } finally {
            running.remove(invocation.transactionId());
        }
    }

    private Execution result(Invocation invocation, ChaincodeMessage last) throws ExecutionException {
        if (last.getType() == ChaincodeMessage.Type.ERROR) {
            throw new ExecutionException(
                    "transaction returned with failure: " + last.getPayload().toStringUtf8());
        }
        try {
            var event = last.hasChaincodeEvent()
                    ? Optional.of(last.getChaincodeEvent().toBuilder()
                            .setChaincodeId(chaincode)
                            .setTxId(invocation.transactionId())
                            .build())
                    : Optional.<org.hyperledger.fabric.protos.peer.ChaincodeEvent>empty();
            return new Execution(Response.parseFrom(last.getPayload()), event, last);
        } catch (InvalidProtocolBufferException e) {
            throw new ExecutionException("failed to unmarshal response for transaction " + invocation.transactionId());
        }
    }

    @Override
    public void onNext(ChaincodeMessage message) {
        var type = message.getType();
        switch (type) {
            case REGISTER -> register(message);
            case COMPLETED, ERROR -> complete(message);
            case KEEPALIVE -> LOG.trace("chaincode {} is alive", chaincode);
            case INVOKE_CHAINCODE ->
                Thread.ofVirtual().name("call " + message.getTxid()).start(() -> answer(message, this::callChaincode));
            default -> {
                if (LedgerRequests.takes(type)) {
                    answer(message, requests::answer);
                } else {
                    LOG.warn("chaincode {} sent {}, which this ledger does not take", chaincode, type);
                    send(failure(message, type + " is not supported by this ledger"));
                }
            }
        }
    }

    private void register(ChaincodeMessage message) {
        try {
            LOG.debug(
                    "{} registers as {}",
                    chaincode,
                    ChaincodeID.parseFrom(message.getPayload()).getName());
        } catch (InvalidProtocolBufferException e) {
            LOG.warn("a chaincode server registers with an id that cannot be read");
        }
        send(ChaincodeMessage.newBuilder()
                .setType(ChaincodeMessage.Type.REGISTERED)
                .build());
        // No parameters: like peers before 3.1, this ledger offers no batched reads and writes.
        send(ChaincodeMessage.newBuilder().setType(ChaincodeMessage.Type.READY).build());
        registered.complete(this);
    }

    private void complete(ChaincodeMessage message) {
        var context = running.get(message.getTxid());
        if (context != null) {
            context.outcome().complete(message);
        }
    }

    /** Makes the payload of an answer. */
    @FunctionalInterface
    private interface Answer {
        ByteString to(ChaincodeMessage request, TransactionContext context)
                throws SimulationException, IOException, ExecutionException, InterruptedException;
    }

    private void answer(ChaincodeMessage request, Answer answer) {
        var context = running.get(request.getTxid());
        if (context == null) {
            send(failure(request, "no ledger context"));
            return;
        }
        try {
            var payload = answer.to(request, context);
            send(ChaincodeMessage.newBuilder()
                    .setType(ChaincodeMessage.Type.RESPONSE)
                    .setPayload(payload)
                    .setTxid(request.getTxid())
                    .setChannelId(request.getChannelId())
                    .build());
        } catch (SimulationException | ExecutionException e) {
            send(failure(request, String.valueOf(e.getMessage())));
        } catch (IOException e) {
            LOG.warn("cannot answer {} of chaincode {}", request.getType(), chaincode, e);
            send(failure(request, String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            send(failure(request, "the ledger is stopping"));
        }
    }

    private static ChaincodeMessage failure(ChaincodeMessage request, String reason) {
        var text = request.getType() + " failed: transaction ID: " + request.getTxid() + ": " + reason;
        return ChaincodeMessage.newBuilder()
                .setType(ChaincodeMessage.Type.ERROR)
                .setPayload(ByteString.copyFromUtf8(text))
                .setTxid(request.getTxid())
                .setChannelId(request.getChannelId())
                .build();
    }

    /** Runs another chaincode of the same peer in the same transaction; its event is dropped, as Fabric drops it. */
    private ByteString callChaincode(ChaincodeMessage request, TransactionContext context)
            throws IOException, ExecutionException, InterruptedException {
        var spec = ChaincodeSpec.parseFrom(request.getPayload());
        var named = spec.getChaincodeId().getName();
        var slash = named.indexOf('/');
        var channel = slash < 0 ? context.invocation().channel() : named.substring(slash + 1);
        if (!channel.equals(context.invocation().channel())) {
            throw new ExecutionException("failed to find ledger for channel: " + channel);
        }
        var withoutChannel = slash < 0 ? named : named.substring(0, slash);
        var colon = withoutChannel.indexOf(':');
        var target = colon < 0 ? withoutChannel : withoutChannel.substring(0, colon);
        try {
            return peer.execute(target, context.invocation().withInput(spec.getInput()))
                    .message()
                    .toByteString();
        } catch (ExecutionException e) {
            throw new ExecutionException("execute failed: " + e.getMessage());
        }
    }

    private void send(ChaincodeMessage message) {
        sending.lock();
        try {
            var stream = out;
            if (stream != null && !ended.isDone()) {
                stream.onNext(message);
            }
        } catch (RuntimeException e) {
            end(e);
        } finally {
            sending.unlock();
        }
    }

    /** Ends the stream in an orderly way. */
    void close() {
        sending.lock();
        try {
            var stream = out;
            if (stream != null && !ended.isDone()) {
                stream.onCompleted();
                end(new IOException("the ledger closed the stream"));
            }
        } finally {
            sending.unlock();
        }
    }

    @Override
    public void onError(Throwable failure) {
        end(failure);
    }

    @Override
    public void onCompleted() {
        end(new IOException("the chaincode server closed the stream"));
    }

    private void end(Throwable failure) {
        ended.completeExceptionally(failure);
        running.values().forEach(context -> context.outcome().completeExceptionally(failure));
    }
}
