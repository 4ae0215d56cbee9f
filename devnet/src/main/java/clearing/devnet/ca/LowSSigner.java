package clearing.devnet.ca;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;

/**
 * Signs certificates with ECDSA and SHA-256, always with the lower of the two equivalent S values.
 *
 * <p>Fabric re-encodes a certificate whose signature has a high S before it compares identities, so that a certificate
 * with a low S is the only one that is the same on both sides of every comparison.
 */
final class LowSSigner implements ContentSigner {

    private static final AlgorithmIdentifier ALGORITHM =
            new DefaultSignatureAlgorithmIdentifierFinder().find("SHA256withECDSA");

    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final PrivateKey key;
    private final SecureRandom random;

    LowSSigner(PrivateKey key, SecureRandom random) {
        this.key = key;
        this.random = random;
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
        return ALGORITHM;
    }

    @Override
    public OutputStream getOutputStream() {
        return content;
    }

    @Override
    public byte[] getSignature() {
        try {
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key, random);
            signature.update(content.toByteArray());
            return lowS(signature.sign(), ((ECPrivateKey) key).getParams().getOrder());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot sign with ECDSA and SHA-256", e);
        }
    }

    /** The equivalent signature whose S is at most half the group's order. */
    static byte[] lowS(byte[] signature, BigInteger order) throws IOException {
        var pair = ASN1Sequence.getInstance(signature);
        var s = ASN1Integer.getInstance(pair.getObjectAt(1)).getPositiveValue();
        if (s.compareTo(order.shiftRight(1)) <= 0) {
            return signature;
        }
        var low = new ASN1EncodableVector();
        low.add(pair.getObjectAt(0));
        low.add(new ASN1Integer(order.subtract(s)));
        return new DERSequence(low).getEncoded(ASN1Encoding.DER);
    }
}
