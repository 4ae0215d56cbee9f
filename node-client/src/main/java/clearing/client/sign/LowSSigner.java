package clearing.client.sign;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.SignatureException;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.hyperledger.fabric.client.identity.Signer;

/**
 * Signs SHA-256 digests with a P-256 key, as DER {@code SEQUENCE(r, s)} with s in the lower half of the group order, the only form
 * that Fabric takes. Works on BouncyCastle's key objects and its curve-specific arithmetic, without the provider look-ups and key
 * conversions that a JCA signature costs each time. Thread-safe. Prints nothing of its key.
 */
public final class LowSSigner implements Signer {
    private static final X9ECParameters P256 = CustomNamedCurves.getByName("P-256");
    private static final ECDomainParameters DOMAIN = new ECDomainParameters(P256);
    private static final BigInteger HALF_ORDER = P256.getN().shiftRight(1);

    private final ECPrivateKeyParameters key;
    private final SecureRandom random;

    /**
     * @param secret the private scalar
     * @param random source of the per-signature nonce
     * @throws IllegalArgumentException when the scalar is outside 1..n-1; the message does not contain it
     */
    LowSSigner(BigInteger secret, SecureRandom random) {
        if (secret.signum() <= 0 || secret.compareTo(P256.getN()) >= 0) {
            throw new IllegalArgumentException("The key is not a P-256 scalar.");
        }
        this.key = new ECPrivateKeyParameters(secret, DOMAIN);
        this.random = random;
    }

    @Override
    public byte[] sign(byte[] digest) throws GeneralSecurityException {
        ECDSASigner ecdsa = new ECDSASigner();
        ecdsa.init(true, new ParametersWithRandom(key, random));
        return sign(ecdsa, digest);
    }

    /** Signs with the nonce that follows from key and digest (RFC 6979): the same digest has the same signature. */
    byte[] signRepeatably(byte[] digest) throws GeneralSecurityException {
        ECDSASigner ecdsa = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        ecdsa.init(true, key);
        return sign(ecdsa, digest);
    }

    private static byte[] sign(ECDSASigner ecdsa, byte[] digest) throws GeneralSecurityException {
        if (digest.length != 32) {
            throw new SignatureException("A SHA-256 digest of 32 bytes is signed, not " + digest.length + " bytes.");
        }
        BigInteger[] signature = ecdsa.generateSignature(digest);
        BigInteger s = signature[1].compareTo(HALF_ORDER) > 0 ? P256.getN().subtract(signature[1]) : signature[1];
        try {
            return StandardDSAEncoding.INSTANCE.encode(P256.getN(), signature[0], s);
        } catch (IOException e) {
            throw new SignatureException("The signature could not be encoded.", e);
        }
    }

    /** Whether the given uncompressed or compressed point is this key's public point. */
    boolean matches(byte[] encodedPoint) throws CryptoException {
        ECPoint own = new FixedPointCombMultiplier()
                .multiply(DOMAIN.getG(), key.getD())
                .normalize();
        ECPoint given = new ECPublicKeyParameters(P256.getCurve().decodePoint(encodedPoint), DOMAIN).getQ();
        return own.equals(given);
    }

    @Override
    public String toString() {
        return "LowSSigner[P-256]";
    }
}
