package clearing.devnet.identity;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Optional;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.math.ec.custom.sec.SecP256R1Curve;

/**
 * ECDSA on P-256 over SHA-256 digests.
 *
 * <p>Digests come from the JDK, whose SHA-256 is several times as fast as BouncyCastle's; curve arithmetic comes from
 * BouncyCastle's own curve, which is several times as fast as the JDK's.
 */
public final class P256 {

    // By its own class: the library's table of named curves would load a hundred others when the ledger starts.
    private static final ECCurve CURVE = new SecP256R1Curve();
    private static final ECDomainParameters DOMAIN = new ECDomainParameters(
            CURVE,
            CURVE.createPoint(
                    hex("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"),
                    hex("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5")),
            CURVE.getOrder(),
            CURVE.getCofactor());
    private static final BigInteger HALF_ORDER = CURVE.getOrder().shiftRight(1);
    private static final int FIELD_BYTES = 32;

    private P256() {}

    /** Loads the curve, whose library's signature the runtime checks class by class, ahead of its first use. */
    public static void load() {
        sha256();
    }

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
        if (!CURVE.getOrder().equals(key.getParams().getOrder())) {
            return Optional.empty();
        }
        ECPoint point = key.getW();
        var onCurve = CURVE.validatePoint(point.getAffineX(), point.getAffineY());
        return Optional.of(new ECPublicKeyParameters(onCurve, DOMAIN));
    }

    /** A new pair, as keys of the JDK. */
    public static KeyPair newKeyPair(SecureRandom random) {
        BigInteger scalar;
        do {
            scalar = new BigInteger(CURVE.getFieldSize(), random);
        } while (scalar.signum() == 0 || scalar.compareTo(CURVE.getOrder()) >= 0);
        var point =
                new FixedPointCombMultiplier().multiply(DOMAIN.getG(), scalar).normalize();
        try {
            var parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            var curve = parameters.getParameterSpec(ECParameterSpec.class);
            var keys = KeyFactory.getInstance("EC");
            var onCurve = new ECPoint(
                    point.getAffineXCoord().toBigInteger(),
                    point.getAffineYCoord().toBigInteger());
            return new KeyPair(
                    keys.generatePublic(new ECPublicKeySpec(onCurve, curve)),
                    keys.generatePrivate(new ECPrivateKeySpec(scalar, curve)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no keys on P-256", e);
        }
    }

    /**
     * The DER form of a deterministic signature over the SHA-256 of the content, with the lower of the two S values.
     *
     * @throws IllegalArgumentException if the key is not on P-256
     */
    public static byte[] sign(ECPrivateKey key, byte[] content) {
        if (!CURVE.getOrder().equals(key.getParams().getOrder())) {
            throw new IllegalArgumentException("a key that is not on P-256");
        }
        return sign(privateKey(key.getS()), sha256(content));
    }

    private static BigInteger hex(String digits) {
        return new BigInteger(digits, 16);
    }

    static ECPrivateKeyParameters privateKey(BigInteger scalar) {
        return new ECPrivateKeyParameters(scalar, DOMAIN);
    }

    /** The DER form of a deterministic signature (RFC 6979) with the lower of the two S values. */
    static byte[] sign(ECPrivateKeyParameters key, byte[] digest) {
        var signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, key);
        var pair = signer.generateSignature(digest);
        var s = pair[1].compareTo(HALF_ORDER) > 0 ? CURVE.getOrder().subtract(pair[1]) : pair[1];
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
