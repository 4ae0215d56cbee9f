package clearing.client.submit;

import clearing.client.outbox.Envelope;
import clearing.client.profile.GatewayAddress;
import clearing.client.profile.Profile;
import clearing.client.sign.SigningIdentity;
import clearing.client.submit.LedgerException.Kind;
import com.google.protobuf.ByteString;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.GatewayRuntimeException;
import org.hyperledger.fabric.client.Proposal;
import org.hyperledger.fabric.client.Status;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.protos.gateway.CommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;

/**
 * The ledger as one identity sees it, through several gateways. Each step of a transaction is a call of its own, so that the caller
 * can store what it has before it goes on. A call that one gateway does not answer is made at the next; which one answered is
 * remembered and asked first from then on. Calls block; use virtual threads. Thread-safe.
 */
public final class LedgerGateway implements AutoCloseable {
    private record Route(GatewayAddress address, Gateway gateway) {}

    @FunctionalInterface
    private interface Call<T> {
        T at(Route route) throws GatewayException, GeneralSecurityException;
    }

    private final Profile profile;
    private final SigningIdentity identity;
    private final List<Route> routes = new ArrayList<>();
    private final AtomicInteger preferred = new AtomicInteger();
    private final Deadlines deadlines;

    private LedgerGateway(Profile profile, SigningIdentity identity, Deadlines deadlines) {
        this.profile = profile;
        this.identity = identity;
        this.deadlines = deadlines;
    }

    /**
     * Speaks with the profile's channel as the identity.
     *
     * @param connections stays the caller's; closing this gateway leaves it open
     */
    public static LedgerGateway connect(
            Profile profile, LedgerConnections connections, SigningIdentity identity, Deadlines deadlines) {
        LedgerGateway ledger = new LedgerGateway(profile, identity, deadlines);
        for (LedgerConnections.Peer peer : connections.peers()) {
            ledger.routes.add(new Route(
                    peer.address(),
                    Gateway.newInstance()
                            .identity(identity.identity())
                            .signer(identity.signer())
                            .connection(peer.connection())
                            .connect()));
        }
        return ledger;
    }

    /** Who speaks. */
    public SigningIdentity identity() {
        return identity;
    }

    /**
     * Collects endorsements and signs the envelope. Nothing reaches an orderer.
     *
     * @param function contract function
     * @param args     its arguments
     * @throws LedgerException when no gateway could; nothing is on the ledger then
     */
    public Envelope endorse(String function, byte[]... args) throws LedgerException {
        return anywhere(route -> {
            Transaction transaction = proposal(route.gateway(), function, args).endorse(after(deadlines.endorse()));
            byte[] signature = identity.signer().sign(transaction.getDigest());
            Transaction signed = route.gateway().newSignedTransaction(transaction.getBytes(), signature);
            return new Envelope(
                    signed.getTransactionId(),
                    ByteString.copyFrom(signed.getBytes()),
                    ByteString.copyFrom(signed.getResult()));
        });
    }

    /**
     * Hands an envelope to the orderers. An exception says nothing about whether it arrived.
     */
    public void submit(Envelope envelope) throws LedgerException {
        anywhere(route -> route.gateway()
                .newTransaction(envelope.signed().toByteArray())
                .submitAsync(after(deadlines.submit()))
                .getTransactionId());
    }

    /**
     * Waits until the transaction is in a block, for the time of {@link Deadlines#commitStatus}.
     *
     * @throws LedgerException TRANSIENT when it was in none by then
     */
    public CommitAnswer status(String txId) throws LedgerException {
        CommitStatusRequest request = CommitStatusRequest.newBuilder()
                .setChannelId(profile.channel())
                .setTransactionId(txId)
                .setIdentity(SerializedIdentity.newBuilder()
                        .setMspid(identity.identity().getMspId())
                        .setIdBytes(ByteString.copyFrom(identity.identity().getCredentials()))
                        .build()
                        .toByteString())
                .build();
        byte[] bytes = SignedCommitStatusRequest.newBuilder()
                .setRequest(request.toByteString())
                .build()
                .toByteArray();
        return anywhere(route -> {
            Status status = route.gateway().newCommit(bytes).getStatus(after(deadlines.commitStatus()));
            return new CommitAnswer(status.getBlockNumber(), status.getCode());
        });
    }

    /** Runs a query at whichever gateway answers. */
    public byte[] evaluate(String function, byte[]... args) throws LedgerException {
        return anywhere(route -> proposal(route.gateway(), function, args).evaluate(after(deadlines.evaluate())));
    }

    /**
     * Runs a query at the peer of one member, and at no other.
     *
     * @throws LedgerException DENIED when the profile has no gateway of that member
     */
    public byte[] evaluateAt(String member, String function, byte[]... args) throws LedgerException {
        for (Route route : routes) {
            if (route.address().member().equals(member)) {
                return at(
                        route,
                        r -> r.gateway()
                                .getNetwork(profile.channel())
                                .getContract(profile.chaincode())
                                .newProposal(function)
                                .addArguments(args)
                                .setEndorsingOrganizations(member)
                                .build()
                                .evaluate(after(deadlines.evaluate())));
            }
        }
        throw new LedgerException(
                Kind.DENIED,
                profile.file() + " has no gateway of " + member + ".",
                new IllegalArgumentException("no gateway of " + member));
    }

    private Proposal proposal(Gateway gateway, String function, byte[]... args) {
        return gateway.getNetwork(profile.channel())
                .getContract(profile.chaincode())
                .newProposal(function)
                .addArguments(args)
                .build();
    }

    private static UnaryOperator<io.grpc.CallOptions> after(java.time.Duration time) {
        return options -> options.withDeadlineAfter(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private <T> T anywhere(Call<T> call) throws LedgerException {
        int first = preferred.get();
        LedgerException last = null;
        for (int i = 0; i < routes.size(); i++) {
            int index = (first + i) % routes.size();
            try {
                T answer = at(routes.get(index), call);
                if (index != first) {
                    preferred.compareAndSet(first, index);
                }
                return answer;
            } catch (LedgerException e) {
                if (e.kind() != Kind.TRANSIENT || answered(e)) {
                    throw e;
                }
                last = e;
            }
        }
        if (last == null) {
            throw new IllegalStateException("A profile has at least one gateway.");
        }
        throw last;
    }

    /** A gateway that is there but has to wait for others would only be echoed by the next one. */
    private static boolean answered(LedgerException e) {
        io.grpc.Status status = io.grpc.Status.fromThrowable(e);
        return status.getCode() == io.grpc.Status.Code.ABORTED
                || status.getCode() == io.grpc.Status.Code.DEADLINE_EXCEEDED;
    }

    private static <T> T at(Route route, Call<T> call) throws LedgerException {
        try {
            return call.at(route);
        } catch (GatewayException e) {
            throw Faults.of(e);
        } catch (GatewayRuntimeException e) {
            throw Faults.of(e);
        } catch (GeneralSecurityException e) {
            throw new LedgerException(Kind.DENIED, "The envelope could not be signed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        routes.forEach(route -> route.gateway().close());
    }
}
