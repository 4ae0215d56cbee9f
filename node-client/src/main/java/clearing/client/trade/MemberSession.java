package clearing.client.trade;

import clearing.client.chain.BlockSource;
import clearing.client.chain.BlockSourceException;
import clearing.client.chain.PeerBlockSource;
import clearing.client.chain.StartAt;
import clearing.client.chain.VerifiedBlock;
import clearing.client.chain.VerifiedBlockStream;
import clearing.client.profile.Profile;
import clearing.client.profile.ProfileException;
import clearing.client.sign.SigningIdentity;
import clearing.client.submit.Deadlines;
import clearing.client.submit.LedgerConnections;
import clearing.client.submit.LedgerException;
import clearing.client.submit.LedgerGateway;
import clearing.kernel.Caller;
import clearing.kernel.Role;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.hyperledger.fabric.protos.common.Block;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A member at its ledger: its connections, and the ledger as each of its identities sees it. Thread-safe. */
public final class MemberSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MemberSession.class);
    private static final Duration TIP_PATIENCE = Duration.ofSeconds(10);
    private static final Duration GLANCE = Duration.ofMillis(250);

    private final Profile profile;
    private final InstantSource clock;
    private final LedgerConnections connections;
    private final Block genesis;
    private final Map<String, LedgerGateway> byRole = new ConcurrentHashMap<>();

    private MemberSession(Profile profile, InstantSource clock, LedgerConnections connections, Block genesis) {
        this.profile = profile;
        this.clock = clock;
        this.connections = connections;
        this.genesis = genesis;
    }

    /**
     * Opens what a profile names; nothing is sent yet.
     *
     * @throws ProfileException when a file that it names cannot be used
     */
    public static MemberSession open(Profile profile, InstantSource clock) {
        return new MemberSession(profile, clock, LedgerConnections.open(profile), genesis(profile));
    }

    private static Block genesis(Profile profile) {
        try {
            return Block.parseFrom(Files.readAllBytes(profile.genesisBlock()));
        } catch (InvalidProtocolBufferException e) {
            throw new ProfileException(profile.file(), "genesisBlock", profile.genesisBlock() + " is not a block.");
        } catch (IOException e) {
            throw new ProfileException(
                    profile.file(), "genesisBlock", profile.genesisBlock() + " cannot be read: " + e.getMessage());
        }
    }

    /** The profile. */
    public Profile profile() {
        return profile;
    }

    /** The member's id. */
    public String member() {
        return profile.member();
    }

    /** Time. */
    public InstantSource clock() {
        return clock;
    }

    /** The ledger as the identity of that name sees it. */
    public LedgerGateway as(String role) {
        return byRole.computeIfAbsent(
                role,
                name -> LedgerGateway.connect(
                        profile, connections, SigningIdentity.load(profile, name), Deadlines.DEFAULT));
    }

    /** What the certificate of the identity of that name lets its holder do. */
    public Set<Role> roles(String name) {
        return Caller.fromCertificate(
                        profile.member(), as(name).identity().identity().getCredentials())
                .roles();
    }

    /** An identity that may read: the reader, or whichever the profile has. */
    public String readingRole() {
        return profile.identities().containsKey("reader")
                ? "reader"
                : profile.identities().keySet().stream().sorted().findFirst().orElseThrow();
    }

    /** The peers as sources of blocks. */
    public List<BlockSource> sources() {
        SigningIdentity identity = as(readingRole()).identity();
        List<BlockSource> sources = new ArrayList<>();
        connections
                .peers()
                .forEach(peer -> sources.add(new PeerBlockSource(
                        peer.address().member() + "@" + peer.address().address(),
                        peer.connection(),
                        profile.channel(),
                        identity,
                        clock)));
        return sources;
    }

    /** The connections to the members' peers, in order of preference. */
    public List<LedgerConnections.Peer> peers() {
        return connections.peers();
    }

    /** The channel's first block as this member holds it. */
    public Block genesis() {
        return genesis;
    }

    /** Follows the verified chain. */
    public VerifiedBlockStream follow(StartAt start, VerifiedBlockStream.Options options) {
        return VerifiedBlockStream.open(sources(), genesis, start, options);
    }

    /**
     * The ledger as of now, from the verified chain.
     *
     * @param patience how long to wait for a peer that delivers
     * @throws BlockSourceException when no peer delivers in time
     */
    public LedgerView catchUp(Duration patience) throws InterruptedException {
        return catchUp(patience, block -> {});
    }

    /** As {@link #catchUp(Duration)}, showing each block. */
    public LedgerView catchUp(Duration patience, Consumer<VerifiedBlock> seen) throws InterruptedException {
        long tip = tip(patience);
        LedgerView view = new LedgerView(profile.chaincode());
        Instant until = clock.instant().plus(patience);
        try (VerifiedBlockStream blocks = follow(StartAt.GENESIS, VerifiedBlockStream.Options.DEFAULT)) {
            while (view.next() <= tip) {
                Optional<VerifiedBlock> block = blocks.poll(GLANCE);
                if (block.isPresent()) {
                    view.apply(block.get());
                    seen.accept(block.get());
                    until = clock.instant().plus(patience);
                } else if (clock.instant().isAfter(until)) {
                    throw new BlockSourceException("no peer delivered block " + view.next() + " in time", null);
                }
            }
        }
        return view;
    }

    /**
     * Waits until a view that somebody else feeds has all that stands on the ledger now; asks again while no peer answers.
     *
     * @param view fed by another thread
     */
    void awaitTip(LedgerView view) throws InterruptedException {
        while (true) {
            try {
                long tip = tip(TIP_PATIENCE);
                while (view.next() <= tip) {
                    view.awaitBlock(tip, GLANCE);
                }
                return;
            } catch (BlockSourceException e) {
                LOG.warn("{}: no peer says how far the ledger is: {}", member(), e.getMessage());
            }
        }
    }

    /** Number of the newest block of the first peer that answers. */
    public long tip(Duration patience) throws InterruptedException {
        Instant until = clock.instant().plus(patience);
        BlockSourceException last = new BlockSourceException("no peer was asked", null);
        while (true) {
            for (BlockSource source : sources()) {
                try (BlockSource.Feed feed = source.newest()) {
                    Optional<Block> block = feed.next(Duration.ofSeconds(5));
                    if (block.isPresent()) {
                        return block.get().getHeader().getNumber();
                    }
                } catch (BlockSourceException e) {
                    last = e;
                }
            }
            if (clock.instant().isAfter(until)) {
                throw last;
            }
            java.util.concurrent.TimeUnit.MILLISECONDS.sleep(GLANCE.toMillis());
        }
    }

    /** Runs a query as a reader. */
    public byte[] evaluate(String function, byte[]... args) throws LedgerException {
        return as(readingRole()).evaluate(function, args);
    }

    @Override
    public void close() {
        byRole.values().forEach(LedgerGateway::close);
        connections.close();
    }
}
