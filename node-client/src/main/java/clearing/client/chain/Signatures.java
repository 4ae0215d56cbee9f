package clearing.client.chain;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.util.List;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;

/** Checks signatures as Fabric does: SHA-256 with ECDSA and low S, or Ed25519. */
public final class Signatures {
    private Signatures() {}

    /** Whether the signature over the parts, one after the other, is right. */
    public static boolean right(PublicKey key, byte[] signature, List<byte[]> parts) {
        try {
            if (key instanceof ECPublicKey ec && !lowS(ec, signature)) {
                return false;
            }
            Signature verifier = Signature.getInstance(key instanceof ECPublicKey ? "SHA256withECDSA" : "Ed25519");
            verifier.initVerify(key);
            for (byte[] part : parts) {
                verifier.update(part);
            }
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static boolean lowS(ECPublicKey key, byte[] signature) {
        try {
            if (!(ASN1Sequence.fromByteArray(signature) instanceof ASN1Sequence pair)
                    || pair.size() != 2
                    || !(pair.getObjectAt(1) instanceof ASN1Integer s)) {
                return false;
            }
            BigInteger half = key.getParams().getOrder().shiftRight(1);
            return s.getPositiveValue().compareTo(half) <= 0;
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            return false;
        }
    }
}
