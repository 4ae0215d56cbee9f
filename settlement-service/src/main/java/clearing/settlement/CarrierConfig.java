package clearing.settlement;

import clearing.client.profile.Profile;
import clearing.client.profile.ProfileReader;
import clearing.settlement.errand.Errand;
import clearing.settlement.errand.MemberDoor;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * As whom the service may submit to the ledger by itself.
 *
 * @param profile the member's connection profile that names the identity
 * @param identity its name there; its certificate carries the role maker, and not that of a checker
 * @param journals name of the identity by which journals are anchored, with the role agent; without it none is anchored by the service
 */
public record CarrierConfig(Path profile, String identity, Optional<String> journals) {
    /** Who submits where the configuration names nobody. */
    static final String MAKER = "maker";

    /**
     * Loads the identity; nothing is sent yet.
     *
     * @throws ConfigException when the profile is another member's, or the identity cannot be used
     */
    MemberDoor open(ServiceConfig service, InstantSource clock) {
        try {
            Profile named = ProfileReader.read(profile);
            if (!named.member().equals(service.member())) {
                throw new IllegalArgumentException("the profile is of " + named.member());
            }
            Map<Errand.Kind, String> identities = new EnumMap<>(Errand.Kind.class);
            identities.put(Errand.Kind.BREAK_COMMENT, identity);
            journals.ifPresent(name -> identities.put(Errand.Kind.JOURNAL_ANCHOR, name));
            return MemberDoor.open(named, identities, clock);
        } catch (RuntimeException e) {
            throw new ConfigException(service.file() + ": carrier: " + e.getMessage());
        }
    }
}
