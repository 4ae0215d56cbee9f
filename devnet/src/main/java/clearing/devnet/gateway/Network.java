package clearing.devnet.gateway;

import clearing.devnet.chaincode.Peer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All peers of the channel, by organisation. */
public final class Network {

    private final Map<String, Peer> peers = new LinkedHashMap<>();

    /** The peers, one for each organisation. */
    public Network(Collection<Peer> peers) {
        peers.forEach(peer -> this.peers.put(peer.mspId(), peer));
    }

    /** The organisation's peer, if it has one. */
    Optional<Peer> peer(String mspId) {
        return Optional.ofNullable(peers.get(mspId));
    }

    /** The organisations whose peer has the chaincode. */
    List<String> organisationsWith(String chaincode) {
        return peers.values().stream()
                .filter(peer -> peer.chaincode(chaincode).isPresent())
                .map(Peer::mspId)
                .toList();
    }

    /** The peers that have the chaincode: the own one first, then those whose chaincode server is connected. */
    List<Peer> inOrderOfPreference(String own, String chaincode) {
        var candidates = new ArrayList<>(peers.values());
        candidates.removeIf(peer -> peer.chaincode(chaincode).isEmpty());
        candidates.sort(
                java.util.Comparator.comparing((Peer peer) -> !peer.mspId().equals(own))
                        .thenComparing(peer -> !peer.isReady(chaincode)));
        return candidates;
    }
}
