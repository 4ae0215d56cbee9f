package clearing.devnet.gateway;

import clearing.devnet.chaincode.Peer;
import clearing.devnet.channel.Access;
import clearing.devnet.channel.ChannelConfig;
import clearing.devnet.endorse.Endorser;
import clearing.devnet.endorse.ProposalCheck;
import clearing.devnet.ledger.ChaincodeDefinitions;
import clearing.devnet.ledger.Ledger;
import clearing.devnet.ledger.TransactionCheck;
import io.grpc.BindableService;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;

/** Makes the services of the channel's peers. */
public final class PeerServices {

    private final GatewayService.Shared shared;
    private final DeliverService deliver;

    /**
     * Services on one ledger.
     *
     * @param peers one for each organisation that runs a node
     * @param executor runs endorsements at the same time; its threads may block
     * @param random spreads endorsements over the organisations
     */
    public PeerServices(
            ChannelConfig config,
            Access access,
            Ledger ledger,
            ChaincodeDefinitions chaincodes,
            Collection<Peer> peers,
            ExecutorService executor,
            RandomGenerator random) {
        var network = new Network(peers);
        this.shared = new GatewayService.Shared(
                ledger,
                network,
                access,
                new ProposalCheck(config, access, ledger::isCommitted),
                new Endorser(chaincodes),
                new EndorsementPlans(network, chaincodes, random),
                new Submission(config, access, new TransactionCheck(config, chaincodes), ledger),
                executor);
        this.deliver = new DeliverService(config, access, ledger);
    }

    /** The services of one peer. */
    public List<BindableService> of(Peer peer) {
        return List.of(new GatewayService(peer, shared), new EndorserService(peer, shared), deliver);
    }
}
