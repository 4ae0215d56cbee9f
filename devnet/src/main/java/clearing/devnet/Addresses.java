package clearing.devnet;

import clearing.devnet.ca.LedgerHome;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the peers and the chaincode servers of all members answer.
 *
 * @param peers {@code host:port} of each member's peer
 * @param chaincodes {@code host:port} of each member's server for each chaincode, by chaincode and member
 */
record Addresses(Map<String, String> peers, Map<String, Map<String, String>> chaincodes) {

    private static final String HOST = "127.0.0.1";
    private static final int CHAINCODE_OFFSET = 50;

    /** Keeps the ports of an earlier run where they are free, and finds free ones for the rest. */
    static Addresses choose(DevnetConfig config, LedgerHome home, List<String> members) throws IOException {
        var peers = new LinkedHashMap<String, String>();
        var chaincodes = new LinkedHashMap<String, Map<String, String>>();
        try (var ports = new Ports()) {
            for (var member : members) {
                var port = config.portBase().isPresent()
                        ? ports.require(config.portBase().getAsInt() + peers.size())
                        : ports.take(portOf(
                                profile(home, member).at("/gateways/0/address").asText("")));
                peers.put(member, HOST + ":" + port);
            }
            int next = CHAINCODE_OFFSET;
            for (var chaincode : config.chaincodes()) {
                var isFirst = chaincodes.isEmpty();
                var addresses = new LinkedHashMap<String, String>();
                for (var member : members) {
                    var given = chaincode.addresses().get(member);
                    var kept = isFirst
                            ? profile(home, member).at("/chaincodeServer").asText("")
                            : "";
                    if (given != null) {
                        addresses.put(member, given);
                    } else if (config.portBase().isPresent()) {
                        addresses.put(member, HOST + ":" + (config.portBase().getAsInt() + next));
                    } else if (!kept.isEmpty()) {
                        // The server may run already, so the port need not be free.
                        addresses.put(member, kept);
                    } else {
                        addresses.put(member, HOST + ":" + ports.take(0));
                    }
                    next++;
                }
                chaincodes.put(chaincode.name(), addresses);
            }
        }
        return new Addresses(peers, chaincodes);
    }

    private static JsonNode profile(LedgerHome home, String member) throws IOException {
        var file = home.profile(member);
        return Files.exists(file)
                ? new ObjectMapper().readTree(file.toFile())
                : com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    private static int portOf(String address) {
        var colon = address.lastIndexOf(':');
        if (colon < 0) {
            return 0;
        }
        try {
            return Integer.parseInt(address.substring(colon + 1));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
