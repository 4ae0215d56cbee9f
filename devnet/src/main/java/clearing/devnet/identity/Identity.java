package clearing.devnet.identity;

import com.google.protobuf.ByteString;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Set;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;

/** The holder of a certificate that one of the channel's organisations issued. */
public final class Identity {

    private final String mspId;
    private final ByteString serialized;
    private final X509Certificate certificate;
    private final ECPublicKeyParameters key;
    private final Set<Role> roles;

    Identity(
            String mspId,
            ByteString serialized,
            X509Certificate certificate,
            ECPublicKeyParameters key,
            Set<Role> roles) {
        this.mspId = mspId;
        this.serialized = serialized;
        this.certificate = certificate;
        this.key = key;
        this.roles = Set.copyOf(roles);
    }

    /** The organisation. */
    public String mspId() {
        return mspId;
    }

    /** The bytes of the {@code SerializedIdentity} by which messages name the holder. */
    public ByteString serialized() {
        return serialized;
    }

    /** Whether the certificate's time is over. */
    public boolean isExpired(Instant now) {
        return now.isAfter(certificate.getNotAfter().toInstant());
    }

    /** Whether the holder has the role. */
    public boolean has(Role role) {
        return roles.contains(role);
    }

    /**
     * Whether the holder signed the bytes.
     *
     * @param signature ASN.1 DER; a signature with the higher S is refused as Fabric refuses it
     */
    public boolean signed(ByteString signature, byte[]... parts) {
        return P256.verify(key, P256.sha256(parts), signature.toByteArray());
    }

    @Override
    public String toString() {
        return mspId + " " + certificate.getSubjectX500Principal().getName();
    }
}
