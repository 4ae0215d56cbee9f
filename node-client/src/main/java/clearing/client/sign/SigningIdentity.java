package clearing.client.sign;

import clearing.client.profile.IdentityFiles;
import clearing.client.profile.Profile;
import java.security.cert.X509Certificate;
import org.hyperledger.fabric.client.identity.Signer;
import org.hyperledger.fabric.client.identity.X509Identity;

/**
 * Who signs: a member's certificate together with a signer over its key. Thread-safe; prints as member and subject only.
 */
public final class SigningIdentity {
    private final X509Identity identity;
    private final LowSSigner signer;

    private SigningIdentity(X509Identity identity, LowSSigner signer) {
        this.identity = identity;
        this.signer = signer;
    }

    /**
     * Loads an identity that a profile names, and proves that key and certificate belong together.
     *
     * @throws KeyFileException when a file is absent, unreadable, not P-256, or key and certificate do not match
     */
    public static SigningIdentity load(Profile profile, String name) {
        return load(profile.member(), profile.identity(name));
    }

    /**
     * As {@link #load(Profile, String)} for files that no profile names.
     *
     * @param mspId the member that issued the certificate
     */
    public static SigningIdentity load(String mspId, IdentityFiles files) {
        KeyFiles.Pair pair = KeyFiles.read(files);
        return new SigningIdentity(new X509Identity(mspId, pair.certificate()), pair.signer());
    }

    /** Member and certificate as the ledger's messages carry them. */
    public X509Identity identity() {
        return identity;
    }

    /** Signs SHA-256 digests. */
    public Signer signer() {
        return signer;
    }

    /** Signs SHA-256 digests so that the same digest has the same signature, for files that are to be the same when made again. */
    public Signer repeatable() {
        return signer::signRepeatably;
    }

    /** The certificate. */
    public X509Certificate certificate() {
        return identity.getCertificate();
    }

    @Override
    public String toString() {
        return identity.getMspId() + "/" + identity.getCertificate().getSubjectX500Principal();
    }
}
