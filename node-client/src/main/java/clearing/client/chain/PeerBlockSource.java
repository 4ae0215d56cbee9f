package clearing.client.chain;

import clearing.client.sign.SigningIdentity;
import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.grpc.Channel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.orderer.SeekInfo;
import org.hyperledger.fabric.protos.orderer.SeekNewest;
import org.hyperledger.fabric.protos.orderer.SeekPosition;
import org.hyperledger.fabric.protos.orderer.SeekSpecified;
import org.hyperledger.fabric.protos.peer.DeliverGrpc;
import org.hyperledger.fabric.protos.peer.DeliverResponse;
import org.jspecify.annotations.Nullable;

/** Full blocks from a peer's deliver service. The peer sends at most a handful of blocks ahead of the reader. */
public final class PeerBlockSource implements BlockSource {
    private static final int AHEAD = 8;

    private final String name;
    private final Channel connection;
    private final String channelName;
    private final SigningIdentity identity;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param name        what to call the peer in a log
     * @param connection  connection to the peer
     * @param channelName ledger channel
     * @param identity    an identity that the channel lets read
     * @param clock       time for the request's timestamp
     */
    public PeerBlockSource(
            String name, Channel connection, String channelName, SigningIdentity identity, InstantSource clock) {
        this.name = name;
        this.connection = connection;
        this.channelName = channelName;
        this.identity = identity;
        this.clock = clock;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Feed deliver(long from, long to) {
        return open(position(from), position(to));
    }

    @Override
    public Feed newest() {
        SeekPosition newest = SeekPosition.newBuilder()
                .setNewest(SeekNewest.getDefaultInstance())
                .build();
        return open(newest, newest);
    }

    private Feed open(SeekPosition from, SeekPosition to) {
        PeerFeed feed = new PeerFeed();
        var requests = DeliverGrpc.newStub(connection).deliver(feed);
        requests.onNext(seek(from, to));
        // The request side stays open: a peer may take its closing as the end of the interest.
        return feed;
    }

    private Envelope seek(SeekPosition from, SeekPosition to) {
        SeekInfo info = SeekInfo.newBuilder()
                .setStart(from)
                .setStop(to)
                .setBehavior(SeekInfo.SeekBehavior.BLOCK_UNTIL_READY)
                .build();
        Instant now = clock.instant();
        byte[] nonce = new byte[24];
        random.nextBytes(nonce);
        ByteString creator = SerializedIdentity.newBuilder()
                .setMspid(identity.identity().getMspId())
                .setIdBytes(ByteString.copyFrom(identity.identity().getCredentials()))
                .build()
                .toByteString();
        ChannelHeader channel = ChannelHeader.newBuilder()
                .setType(HeaderType.DELIVER_SEEK_INFO_VALUE)
                .setChannelId(channelName)
                .setTimestamp(
                        Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()))
                .build();
        SignatureHeader signature = SignatureHeader.newBuilder()
                .setCreator(creator)
                .setNonce(ByteString.copyFrom(nonce))
                .build();
        ByteString payload = Payload.newBuilder()
                .setHeader(Header.newBuilder()
                        .setChannelHeader(channel.toByteString())
                        .setSignatureHeader(signature.toByteString()))
                .setData(info.toByteString())
                .build()
                .toByteString();
        try {
            byte[] digest = HeaderHash.sha256().digest(payload.toByteArray());
            return Envelope.newBuilder()
                    .setPayload(payload)
                    .setSignature(ByteString.copyFrom(identity.signer().sign(digest)))
                    .build();
        } catch (GeneralSecurityException e) {
            throw new BlockSourceException("The request for blocks could not be signed.", e);
        }
    }

    private static SeekPosition position(long number) {
        return SeekPosition.newBuilder()
                .setSpecified(SeekSpecified.newBuilder().setNumber(number))
                .build();
    }

    private sealed interface Arrival {
        record Delivered(Block block) implements Arrival {}

        record Ended(String sentence, @Nullable Throwable cause) implements Arrival {}
    }

    private static final class PeerFeed implements Feed, ClientResponseObserver<Envelope, DeliverResponse> {
        /** Never longer than what was requested of the peer, so it needs no bound of its own. */
        private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();

        private volatile @Nullable ClientCallStreamObserver<Envelope> call;

        @Override
        public void beforeStart(ClientCallStreamObserver<Envelope> requestStream) {
            call = requestStream;
            requestStream.disableAutoRequestWithInitial(AHEAD);
        }

        @Override
        public void onNext(DeliverResponse response) {
            arrivals.add(
                    response.hasBlock()
                            ? new Arrival.Delivered(response.getBlock())
                            : new Arrival.Ended("the peer answered " + response.getStatus(), null));
        }

        @Override
        public void onError(Throwable cause) {
            arrivals.add(new Arrival.Ended("the connection failed: " + cause.getMessage(), cause));
        }

        @Override
        public void onCompleted() {
            arrivals.add(new Arrival.Ended("the peer ended the delivery", null));
        }

        @Override
        public Optional<Block> next(Duration timeout) throws InterruptedException {
            Arrival arrival = arrivals.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return switch (arrival) {
                case null -> Optional.empty();
                case Arrival.Delivered delivered -> {
                    ClientCallStreamObserver<Envelope> open = call;
                    if (open != null) {
                        open.request(1);
                    }
                    yield Optional.of(delivered.block());
                }
                case Arrival.Ended ended -> {
                    arrivals.add(ended);
                    throw new BlockSourceException(ended.sentence(), ended.cause());
                }
            };
        }

        @Override
        public void close() {
            ClientCallStreamObserver<Envelope> open = call;
            if (open != null) {
                open.cancel("no longer read", null);
            }
        }
    }
}
