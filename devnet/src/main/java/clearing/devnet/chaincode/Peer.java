package clearing.devnet.chaincode;

import clearing.devnet.identity.SigningIdentity;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** An organisation's peer: its identity and its connections to the organisation's chaincode servers. */
public final class Peer {

    private final SigningIdentity identity;
    private final String address;
    private final Map<String, ChaincodeConnection> chaincodes = new ConcurrentHashMap<>();

    /**
     * A peer without chaincodes yet.
     *
     * @param address {@code host:port} at which it answers; errors name it
     */
    public Peer(SigningIdentity identity, String address) {
        this.identity = identity;
        this.address = address;
    }

    /** The organisation. */
    public String mspId() {
        return identity.mspId();
    }

    /** Signs endorsements. */
    public SigningIdentity identity() {
        return identity;
    }

    /** {@code host:port}. */
    public String address() {
        return address;
    }

    /** Adds a connection to one of its chaincode servers. */
    public void add(ChaincodeConnection connection) {
        chaincodes.put(connection.chaincode(), connection);
    }

    /** The connection to a chaincode server, if this peer has the chaincode. */
    public Optional<ChaincodeConnection> chaincode(String name) {
        return Optional.ofNullable(chaincodes.get(name));
    }

    /** Whether the chaincode's server is connected now. */
    public boolean isReady(String name) {
        return chaincode(name).filter(ChaincodeConnection::isReady).isPresent();
    }

    /**
     * Runs a chaincode.
     *
     * @throws ExecutionException if it is not there, ends without an answer or takes too long
     */
    public Execution execute(String chaincode, Invocation invocation) throws ExecutionException, InterruptedException {
        var connection = chaincode(chaincode)
                .orElseThrow(() -> new ExecutionException("[channel " + invocation.channel()
                        + "] failed to get chaincode container info for " + chaincode
                        + ": chaincode definition for '" + chaincode + "' exists, but chaincode is not installed"));
        return connection.execute(invocation);
    }
}
