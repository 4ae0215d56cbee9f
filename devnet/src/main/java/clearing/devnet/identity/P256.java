package clearing.devnet.identity;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPoint;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;

/**
 * ECDSA on P-256 over SHA-256 digests.
 *
 * <p>Digests come from the JDK, whose SHA-256 is several times as fast as BouncyCastle's; curve arithmetic comes from
 * BouncyCastle's own curve, which is several times as fast as the JDK's.
 */
public final class P256 {

    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256r1");
    private static final ECDomainParameters DOMAIN =
            new ECDomainParameters(CURVE.getCurve(), CURVE.getG(), CURVE.getN(), CURVE.getH());
    private static final BigInteger HALF_ORDER = CURVE.getN().shiftRight(1);
    private static final int FIELD_BYTES = 32;

    private P256() {}

    /** SHA-256 of the parts, one after the other. */
    public static byte[] sha256(byte[]... parts) {
        var digest = newSha256();
        for (var part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    /** A fresh SHA-256 of the JDK. */
    public static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no SHA-256", e);
        }
    }

    /**
     * The key as curve point, if it lies on P-256.
     *
     * @param key a public key out of a certificate
     * @return nothing for a key on another curve
     */
    static Optional<ECPublicKeyParameters> publicKey(ECPublicKey key) {
        if (!CURVE.getN().equals(key.getParams().getOrder())) {
            return Optional.empty();
        }
        ECPoint point = key.getW();
        var onCurve = CURVE.getCurve().validatePoint(point.getAffineX(), point.getAffineY());
        return Optional.of(new ECPublicKeyParameters(onCurve, DOMAIN));
    }

    static ECPrivateKeyParameters privateKey(BigInteger scalar) {
        return new ECPrivateKeyParameters(scalar, DOMAIN);
    }

    /** The DER form of a deterministic signature (RFC 6979) with the lower of the two S values. */
    static byte[] sign(ECPrivateKeyParameters key, byte[] digest) {
        var signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, key);
        var pair = signer.generateSignature(digest);
        var s = pair[1].compareTo(HALF_ORDER) > 0 ? CURVE.getN().subtract(pair[1]) : pair[1];
        return encode(pair[0], s);
    }

    /** Whether the DER signature is well formed, has the lower S and is the key's over the digest. */
    static boolean verify(ECPublicKeyParameters key, byte[] digest, byte[] signature) {
        var reader = new DerPair(signature);
        if (!reader.isWellFormed() || reader.second.compareTo(HALF_ORDER) > 0) {
            return false;
        }
        var verifier = new ECDSASigner();
        verifier.init(false, key);
        return verifier.verifySignature(digest, reader.first, reader.second);
    }

    private static byte[] encode(BigInteger r, BigInteger s) {
        var first = r.toByteArray();
        var second = s.toByteArray();
        var out = new byte[6 + first.length + second.length];
        out[0] = 0x30;
        out[1] = (byte) (4 + first.length + second.length);
        var end = integer(out, 2, first);
        integer(out, end, second);
        return out;
    }

    private static int integer(byte[] out, int at, byte[] value) {
        out[at] = 0x02;
        out[at + 1] = (byte) value.length;
        System.arraycopy(value, 0, out, at + 2, value.length);
        return at + 2 + value.length;
    }

    /** A DER sequence of two positive integers of at most 33 bytes each; lengths fit one byte. */
    private static final class DerPair {
        private final byte[] der;
        private int at;
        private boolean broken;
        private final BigInteger first;
        private final BigInteger second;

        DerPair(byte[] der) {
            this.der = der;
            if (der.length < 8 || der[0] != 0x30 || (der[1] & 0xff) != der.length - 2) {
                broken = true;
            }
            at = 2;
            first = integer();
            second = integer();
            broken |= at != der.length;
        }

        boolean isWellFormed() {
            return !broken && first.signum() > 0 && second.signum() > 0;
        }

        private BigInteger integer() {
            if (broken || at + 2 > der.length || der[at] != 0x02) {
                broken = true;
                return BigInteger.ZERO;
            }
            var length = der[at + 1] & 0xff;
            var start = at + 2;
            if (length == 0 || length > FIELD_BYTES + 1 || start + length > der.length) {
                broken = true;
                return BigInteger.ZERO;
            }
            at = start + length;
            return new BigInteger(der, start, length);
        }
    }
}
