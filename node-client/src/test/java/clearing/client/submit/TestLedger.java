package clearing.client.submit;

import clearing.client.TestHome;
import clearing.client.profile.GatewayAddress;
import clearing.client.profile.IdentityFiles;
import clearing.client.profile.Profile;
import clearing.devnet.ca.LedgerHome;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.gateway.CommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.CommitStatusResponse;
import org.hyperledger.fabric.protos.gateway.EndorseRequest;
import org.hyperledger.fabric.protos.gateway.EndorseResponse;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.hyperledger.fabric.protos.gateway.GatewayGrpc;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.SubmitRequest;
import org.hyperledger.fabric.protos.gateway.SubmitResponse;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEndorsedAction;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.Proposal;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Response;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TransactionAction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** A ledger behind real gateway servers with TLS, whose failures a test scripts. Each envelope accepted makes a block of its own. */
final class TestLedger implements AutoCloseable {
    private record Entry(long block, TxValidationCode code) {}

    private final List<Server> servers = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private final Map<String, Entry> first = new HashMap<>();
    private final Map<String, Integer> effects = new LinkedHashMap<>();
    private final List<String> submitted = new ArrayList<>();
    private final Deque<StatusRuntimeException> endorseFaults = new ArrayDeque<>();
    private final Deque<Runnable> submitFaults = new ArrayDeque<>();
    private final Deque<TxValidationCode> codes = new ArrayDeque<>();
    private long height;
    private int lost;
    private int endorsed;

    TestLedger(int gateways) {
        for (int i = 0; i < gateways; i++) {
            Server server = serve();
            servers.add(server);
            ports.add(server.getPort());
        }
    }

    private Server serve() {
        Path tls = TestHome.home().peer("HarbourBrokers").resolve("tls");
        try {
            return NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                    .sslContext(GrpcSslContexts.forServer(
                                    tls.resolve("server.crt").toFile(),
                                    tls.resolve("server.key").toFile())
                            .build())
                    .addService(new Service())
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Profile profile() {
        List<GatewayAddress> gateways = new ArrayList<>();
        for (int port : ports) {
            gateways.add(new GatewayAddress(
                    "127.0.0.1:" + port,
                    "localhost",
                    TestHome.home().tlsAuthority("HarbourBrokers"),
                    "HarbourBrokers"));
        }
        LedgerHome home = TestHome.home();
        Map<String, IdentityFiles> identities = Map.of("trader", TestHome.user("HarbourBrokers", "trader"));
        return new Profile(
                home.profile("HarbourBrokers"),
                "HarbourBrokers",
                "clearing",
                "clearing",
                home.genesisBlock(),
                gateways,
                identities,
                Optional.empty(),
                false);
    }

    /** The next endorsements fail so, one after the other. */
    synchronized void failEndorse(StatusRuntimeException... faults) {
        endorseFaults.addAll(List.of(faults));
    }

    /** The next envelopes that come in get these codes. */
    synchronized void validate(TxValidationCode... next) {
        codes.addAll(List.of(next));
    }

    /** The next envelopes are acknowledged and lost, as by an orderer that dies. */
    synchronized void lose(int count) {
        lost = count;
    }

    /** The next submission takes the envelope and answers with an error. */
    synchronized void answerAcceptedWithError() {
        submitFaults.add(() -> {
            throw Status.UNAVAILABLE.withDescription("connection reset").asRuntimeException();
        });
    }

    void stopGateway(int index) {
        servers.get(index).shutdownNow();
    }

    /** How often each content took effect. */
    synchronized Map<String, Integer> effects() {
        return Map.copyOf(effects);
    }

    synchronized List<String> submitted() {
        return List.copyOf(submitted);
    }

    synchronized int endorsed() {
        return endorsed;
    }

    static StatusRuntimeException contractRefusal(String message) {
        return detailed(Code.ABORTED_VALUE, "failed to endorse transaction", "chaincode response 400, " + message);
    }

    static StatusRuntimeException detailed(int code, String description, String detail) {
        return io.grpc.protobuf.StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(code)
                .setMessage(description)
                .addDetails(com.google.protobuf.Any.pack(ErrorDetail.newBuilder()
                        .setMessage(detail)
                        .setMspId("HarbourBrokers")
                        .build()))
                .build());
    }

    private synchronized Envelope endorse(EndorseRequest request) throws InvalidProtocolBufferException {
        if (!endorseFaults.isEmpty()) {
            throw endorseFaults.remove();
        }
        endorsed++;
        Proposal proposal = Proposal.parseFrom(request.getProposedTransaction().getProposalBytes());
        ByteString content = ChaincodeInvocationSpec.parseFrom(ChaincodeProposalPayload.parseFrom(proposal.getPayload())
                        .getInput())
                .getChaincodeSpec()
                .getInput()
                .getArgs(1);
        ChaincodeAction action = ChaincodeAction.newBuilder()
                .setResults(content)
                .setResponse(Response.newBuilder()
                        .setStatus(200)
                        .setPayload(ByteString.copyFromUtf8("result of ").concat(content)))
                .build();
        ChaincodeActionPayload payload = ChaincodeActionPayload.newBuilder()
                .setAction(ChaincodeEndorsedAction.newBuilder()
                        .setProposalResponsePayload(ProposalResponsePayload.newBuilder()
                                .setExtension(action.toByteString())
                                .build()
                                .toByteString()))
                .build();
        return Envelope.newBuilder()
                .setPayload(Payload.newBuilder()
                        .setHeader(Header.parseFrom(proposal.getHeader()))
                        .setData(Transaction.newBuilder()
                                .addActions(TransactionAction.newBuilder().setPayload(payload.toByteString()))
                                .build()
                                .toByteString())
                        .build()
                        .toByteString())
                .build();
    }

    private synchronized void submit(SubmitRequest request) throws InvalidProtocolBufferException {
        Envelope envelope = request.getPreparedTransaction();
        if (envelope.getSignature().isEmpty()) {
            throw Status.INVALID_ARGUMENT
                    .withDescription("prepared transaction must be signed")
                    .asRuntimeException();
        }
        Payload payload = Payload.parseFrom(envelope.getPayload());
        String txId =
                ChannelHeader.parseFrom(payload.getHeader().getChannelHeader()).getTxId();
        submitted.add(txId);
        if (lost > 0) {
            lost--;
            return;
        }
        height++;
        TxValidationCode code = first.containsKey(txId)
                ? TxValidationCode.DUPLICATE_TXID
                : Optional.ofNullable(codes.poll()).orElse(TxValidationCode.VALID);
        first.putIfAbsent(txId, new Entry(height, code));
        if (code == TxValidationCode.VALID) {
            ChaincodeActionPayload action = ChaincodeActionPayload.parseFrom(
                    Transaction.parseFrom(payload.getData()).getActions(0).getPayload());
            String content = ChaincodeAction.parseFrom(
                            ProposalResponsePayload.parseFrom(action.getAction().getProposalResponsePayload())
                                    .getExtension())
                    .getResults()
                    .toStringUtf8();
            effects.merge(content, 1, Integer::sum);
        }
        if (!submitFaults.isEmpty()) {
            submitFaults.remove().run();
        }
    }

    private synchronized Optional<Entry> entry(String txId) {
        return Optional.ofNullable(first.get(txId));
    }

    @Override
    public void close() {
        servers.forEach(Server::shutdownNow);
    }

    private interface Answer<T> {
        T get() throws InvalidProtocolBufferException;
    }

    private static <T> void answer(StreamObserver<T> out, Answer<T> answer) {
        try {
            out.onNext(answer.get());
            out.onCompleted();
        } catch (StatusRuntimeException e) {
            out.onError(e);
        } catch (InvalidProtocolBufferException e) {
            out.onError(Status.INVALID_ARGUMENT.withCause(e).asException());
        }
    }

    private final class Service extends GatewayGrpc.GatewayImplBase {
        @Override
        public void endorse(EndorseRequest request, StreamObserver<EndorseResponse> out) {
            answer(
                    out,
                    () -> EndorseResponse.newBuilder()
                            .setPreparedTransaction(TestLedger.this.endorse(request))
                            .build());
        }

        @Override
        public void submit(SubmitRequest request, StreamObserver<SubmitResponse> out) {
            answer(out, () -> {
                TestLedger.this.submit(request);
                return SubmitResponse.getDefaultInstance();
            });
        }

        /** As a peer: an id that is in no block is waited for until the caller's deadline. */
        @Override
        public void commitStatus(SignedCommitStatusRequest request, StreamObserver<CommitStatusResponse> out) {
            try {
                String txId =
                        CommitStatusRequest.parseFrom(request.getRequest()).getTransactionId();
                Optional<Entry> entry = entry(txId);
                entry.ifPresent(e -> answer(
                        out,
                        () -> CommitStatusResponse.newBuilder()
                                .setBlockNumber(e.block())
                                .setResult(e.code())
                                .build()));
            } catch (InvalidProtocolBufferException e) {
                out.onError(Status.INVALID_ARGUMENT.withCause(e).asException());
            }
        }
    }
}
