package clearing.devnet.identity;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;

/** A node of an organisation that signs: a peer or an orderer. */
public final class SigningIdentity {

    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private final String mspId;
    private final ByteString serialized;
    private final ECPrivateKeyParameters key;

    private SigningIdentity(String mspId, ByteString serialized, ECPrivateKeyParameters key) {
        this.mspId = mspId;
        this.serialized = serialized;
        this.key = key;
    }

    /**
     * Reads a node's MSP folder.
     *
     * @param mspFolder holds {@code signcerts/cert.pem} and {@code keystore/key.pem} (PKCS#8, P-256)
     * @throws IOException if a file cannot be read or is not what it should be; the message names it
     */
    public static SigningIdentity read(String mspId, Path mspFolder) throws IOException {
        var certificate = Files.readAllBytes(mspFolder.resolve("signcerts").resolve("cert.pem"));
        var serialized = SerializedIdentity.newBuilder()
                .setMspid(mspId)
                .setIdBytes(ByteString.copyFrom(certificate))
                .build()
                .toByteString();
        return new SigningIdentity(
                mspId, serialized, readKey(mspFolder.resolve("keystore").resolve("key.pem")));
    }

    private static ECPrivateKeyParameters readKey(Path file) throws IOException {
        var text = Files.readString(file, StandardCharsets.US_ASCII);
        var begin = text.indexOf(BEGIN);
        var end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(file + " is not a PKCS#8 private key in PEM");
        }
        try {
            var der = Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
            var key = (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
            return P256.privateKey(key.getS());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(file + " is not a private key on P-256", e);
        }
    }

    /** The organisation. */
    public String mspId() {
        return mspId;
    }

    /** The bytes of the {@code SerializedIdentity}. */
    public ByteString serialized() {
        return serialized;
    }

    /** A signature in DER over the SHA-256 of the parts, with the lower S. */
    public ByteString sign(byte[]... parts) {
        return ByteString.copyFrom(P256.sign(key, P256.sha256(parts)));
    }
}
