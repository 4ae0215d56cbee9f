package clearing.devnet.ca;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * How a member's programs reach the ledger: {@code profile.json} in the member's folder.
 *
 * <p>All paths in it are relative to the file, with forward slashes. Gateways stand in order of preference, the member's
 * own first.
 *
 * @param member whose profile it is
 * @param channel the channel's name
 * @param chaincode the chaincode's name
 * @param nodes all members' nodes
 */
public record ConnectionProfile(Member member, String channel, String chaincode, List<Node> nodes) {
    private static final String AGENT = "agent";

    /**
     * Where a member's nodes answer.
     *
     * @param member the member's id
     * @param gateway {@code host:port} of its peer
     * @param serverName the name in its peer's TLS certificate
     * @param chaincodeServer {@code host:port} of its chaincode server
     */
    public record Node(String member, String gateway, String serverName, String chaincodeServer) {

        /** A node on this machine, whose certificate names {@code localhost}. */
        public static Node local(String member, String gateway, String chaincodeServer) {
            return new Node(member, gateway, "localhost", chaincodeServer);
        }
    }

    /** Keeps its own copy of the list. */
    public ConnectionProfile {
        nodes = List.copyOf(nodes);
    }

    /**
     * Writes the profile of each member.
     *
     * @throws IOException if a file cannot be written
     */
    public static void writeAll(
            LedgerHome home, List<Member> members, String channel, String chaincode, List<Node> nodes)
            throws IOException {
        for (var member : members) {
            var profile = new ConnectionProfile(member, channel, chaincode, nodes);
            AtomicFiles.keepPublic(home.profile(member.id()), profile.toJson().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The profile as JSON text, with a line feed at its end. */
    public String toJson() {
        return Json.text(json -> {
            json.writeStringField("member", member.id());
            json.writeStringField("channel", channel);
            json.writeStringField("chaincode", chaincode);
            json.writeStringField("genesisBlock", "../../genesis.block");
            json.writeArrayFieldStart("gateways");
            for (var node : inOrderOfPreference()) {
                writeGateway(json, node);
            }
            json.writeEndArray();
            json.writeObjectFieldStart("identities");
            for (var user : member.users()) {
                var msp = "users/" + user.name() + "/msp/";
                json.writeObjectFieldStart(user.name());
                json.writeStringField("certificate", msp + "signcerts/cert.pem");
                json.writeStringField("key", msp + "keystore/key.pem");
                json.writeEndObject();
            }
            json.writeEndObject();
            for (var own : ownNode()) {
                json.writeStringField("chaincodeServer", own.chaincodeServer());
            }
            // Every member that can settles for all: whose turn it is stands on the ledger.
            json.writeBooleanField(
                    "agent",
                    member.users().stream().anyMatch(user -> user.name().equals(AGENT)));
        });
    }

    private void writeGateway(JsonGenerator json, Node node) throws IOException {
        var folder = node.member().equals(member.id()) ? "" : "../" + node.member() + "/";
        json.writeStartObject();
        json.writeStringField("address", node.gateway());
        json.writeStringField("serverName", node.serverName());
        json.writeStringField("tlsCa", folder + "msp/tlscacerts/ca.pem");
        json.writeStringField("member", node.member());
        json.writeEndObject();
    }

    private List<Node> inOrderOfPreference() {
        var ordered = new ArrayList<>(ownNode());
        nodes.stream().filter(node -> !node.member().equals(member.id())).forEach(ordered::add);
        return ordered;
    }

    private List<Node> ownNode() {
        return nodes.stream().filter(node -> node.member().equals(member.id())).toList();
    }
}
