package clearing.contract;

import java.io.IOException;
import java.net.URISyntaxException;
import java.time.InstantSource;
import org.hyperledger.fabric.shim.ChaincodeServerProperties;
import org.hyperledger.fabric.shim.NettyChaincodeServer;

/**
 * Serves the contract to one peer. Settings as Fabric's chaincode-as-a-service has them: {@code CHAINCODE_SERVER_ADDRESS} and
 * {@code CORE_CHAINCODE_ID_NAME}; with {@code CHAINCODE_TLS_KEY}, {@code CHAINCODE_TLS_CERT} and {@code CHAINCODE_CLIENT_CA_CERT}
 * (PEM files) it serves by TLS, and only callers of that authority. Never let two peers share one server: the shim keeps its
 * connection's state per process.
 */
public final class ChaincodeMain {
    private static final int MAX_MESSAGE_BYTES = 100 * 1024 * 1024;

    private ChaincodeMain() {}

    public static void main(String[] args) throws IOException, URISyntaxException, InterruptedException {
        for (String variable : new String[] {"CHAINCODE_SERVER_ADDRESS", "CORE_CHAINCODE_ID_NAME"}) {
            String value = System.getenv(variable);
            if (value == null || value.isBlank()) {
                System.err.println("The environment variable " + variable + " is missing: this program is started by a"
                        + " network's scripts, one per peer.");
                System.exit(2);
            }
        }
        ClearingChaincode chaincode = new ClearingChaincode(InstantSource.system());
        ChaincodeServerProperties properties = chaincode.prepareToServe();
        properties.setMaxInboundMessageSize(MAX_MESSAGE_BYTES);
        new NettyChaincodeServer(chaincode, properties).start();
    }
}
