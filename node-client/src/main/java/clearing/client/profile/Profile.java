package clearing.client.profile;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a member's client has to know before it can speak with the ledger. Every path is absolute.
 *
 * @param file            the file that this was read from
 * @param member          MSP id of the member
 * @param channel         channel name
 * @param chaincode       chaincode name on that channel
 * @param genesisBlock    the channel's first block: the trust anchor of every block check
 * @param gateways        at least one, in order of preference
 * @param identities      by name: {@code admin}, {@code trader}, {@code treasurer}, {@code agent}, {@code reader}
 * @param chaincodeServer address at which the member's own chaincode process listens, for the tools that start it
 * @param agent           whether this member's node settles for all when it runs
 */
public record Profile(
        Path file,
        String member,
        String channel,
        String chaincode,
        Path genesisBlock,
        List<GatewayAddress> gateways,
        Map<String, IdentityFiles> identities,
        Optional<String> chaincodeServer,
        boolean agent) {
    /** Copies its collections. */
    public Profile {
        gateways = List.copyOf(gateways);
        identities = Map.copyOf(identities);
    }

    /**
     * The identity of that name.
     *
     * @throws ProfileException when the profile has none
     */
    public IdentityFiles identity(String name) {
        IdentityFiles found = identities.get(name);
        if (found == null) {
            throw new ProfileException(
                    file,
                    "identities",
                    "No identity '" + name + "'; it has " + new java.util.TreeSet<>(identities.keySet()) + ".");
        }
        return found;
    }
}
