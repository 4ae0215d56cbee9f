package clearing.devnet.conformance;

import java.io.IOException;
import java.util.Map;

/**
 * The suite's chaincode as a process of its own, for one peer, as a real network runs chaincode. Settings come from the
 * environment, as Fabric's chaincode-as-a-service has them.
 */
public final class ConformanceMain {

    private ConformanceMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var environment = System.getenv();
        var address = required(environment, "CHAINCODE_SERVER_ADDRESS");
        // Each peer's server has an address of its own, which is what makes an endorser diverge when it is asked to.
        var chaincode = new ConformanceChaincode(address);
        chaincode.initialize(required(environment, "CORE_CHAINCODE_ID_NAME"));
        var tls = new ChaincodeServers.Tls(
                required(environment, "CHAINCODE_TLS_KEY"),
                required(environment, "CHAINCODE_TLS_CERT"),
                required(environment, "CHAINCODE_CLIENT_CA_CERT"));
        ChaincodeServers.secured(chaincode, address, tls).start();
    }

    private static String required(Map<String, String> environment, String variable) {
        var value = environment.get(variable);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("the environment variable " + variable + " is missing");
        }
        return value;
    }
}
