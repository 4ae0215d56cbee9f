package clearing.client.profile;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where an identity's certificate and key lie. The key is either a PKCS#8 PEM file, or a PKCS#12 store whose password is in a
 * file of its own, so that no password stands in a profile.
 *
 * @param certificate  PEM certificate; for a PKCS#12 store the store itself
 * @param key          PKCS#8 PEM key, or the PKCS#12 store
 * @param passwordFile file whose first line is the store's password; present exactly for PKCS#12
 */
public record IdentityFiles(Path certificate, Path key, Optional<Path> passwordFile) {}
