package clearing.settlement.ledger;

import clearing.client.chain.PeerBlockSource;
import clearing.client.chain.StartAt;
import clearing.client.chain.VerifiedBlock;
import clearing.client.chain.VerifiedBlockStream;
import clearing.client.profile.Profile;
import clearing.client.profile.ProfileException;
import clearing.client.sign.SigningIdentity;
import clearing.client.submit.LedgerConnections;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.Block;

/** The chain from the profile's peers, checked by the client against the member's own genesis block. */
public final class PeerBlocks implements BlockSource, AutoCloseable {
    /** Name of the identity that the service acts by. */
    public static final String IDENTITY = "reader";

    private final Profile profile;
    private final LedgerConnections connections;
    private final List<clearing.client.chain.BlockSource> peers = new ArrayList<>();
    private final Block genesis;

    private PeerBlocks(Profile profile, LedgerConnections connections, Block genesis) {
        this.profile = profile;
        this.connections = connections;
        this.genesis = genesis;
    }

    /**
     * Prepares to read; connects when it is first read.
     *
     * @param profile the member's
     * @param clock time of requests
     * @throws ProfileException when a file that the profile names cannot be used
     */
    public static PeerBlocks of(Profile profile, InstantSource clock) {
        Block genesis;
        try {
            genesis = Block.parseFrom(Files.readAllBytes(profile.genesisBlock()));
        } catch (IOException e) {
            throw new ProfileException(
                    profile.file(), "genesisBlock", profile.genesisBlock() + " cannot be read: " + e.getMessage());
        }
        SigningIdentity identity = SigningIdentity.load(profile, IDENTITY);
        PeerBlocks blocks = new PeerBlocks(profile, LedgerConnections.open(profile), genesis);
        blocks.connections
                .peers()
                .forEach(peer -> blocks.peers.add(new PeerBlockSource(
                        peer.address().member() + " " + peer.address().address(),
                        peer.connection(),
                        profile.channel(),
                        identity,
                        clock)));
        return blocks;
    }

    @Override
    public String channel() {
        return profile.channel();
    }

    @Override
    public String chaincode() {
        return profile.chaincode();
    }

    @Override
    public BlockFeed open(long next, Optional<byte[]> previousHash) {
        // Begins one block early: that block tells at once that a peer is there and that its chain is the one known
        // here.
        StartAt start = previousHash.isEmpty() ? StartAt.GENESIS : StartAt.block(next - 1);
        return new Feed(
                VerifiedBlockStream.open(peers, genesis, start, VerifiedBlockStream.Options.DEFAULT), previousHash);
    }

    @Override
    public void close() {
        connections.close();
    }

    private static final class Feed implements BlockFeed {
        private final VerifiedBlockStream stream;
        private Optional<byte[]> known;
        private boolean connected;

        Feed(VerifiedBlockStream stream, Optional<byte[]> known) {
            this.stream = stream;
            this.known = known;
        }

        @Override
        public boolean connected() {
            return connected;
        }

        @Override
        public Optional<VerifiedBlock> next(Duration wait) throws InterruptedException {
            Optional<VerifiedBlock> block = stream.poll(wait);
            if (block.isEmpty()) {
                return block;
            }
            connected = true;
            if (known.isPresent()) {
                if (!Arrays.equals(known.get(), block.get().headerHash().toByteArray())) {
                    throw new HaltException(
                            HaltReason.CHAIN_BROKEN,
                            "",
                            "",
                            "block " + block.get().number() + " is not the one that was verified before");
                }
                known = Optional.empty();
                return Optional.empty();
            }
            return block;
        }

        @Override
        public void close() {
            stream.close();
        }
    }
}
