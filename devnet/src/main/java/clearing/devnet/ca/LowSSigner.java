package clearing.devnet.ca;

import clearing.devnet.identity.P256;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.ContentSigner;

/**
 * Signs certificates with ECDSA and SHA-256, always with the lower of the two equivalent S values.
 *
 * <p>Fabric re-encodes a certificate whose signature has a high S before it compares identities, so that a certificate
 * with a low S is the only one that is the same on both sides of every comparison.
 */
final class LowSSigner implements ContentSigner {

    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final PrivateKey key;

    LowSSigner(PrivateKey key) {
        this.key = key;
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
        return new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    }

    @Override
    public OutputStream getOutputStream() {
        return content;
    }

    @Override
    public byte[] getSignature() {
        if (key instanceof ECPrivateKey ec) {
            return P256.sign(ec, content.toByteArray());
        }
        throw new IllegalStateException("an authority's key that is not on an elliptic curve");
    }
}
