package clearing.client.chain;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.BlockHeader;

/** The hashes that link Fabric's blocks. */
public final class HeaderHash {
    private HeaderHash() {}

    /** The bytes that are hashed and signed: DER {@code SEQUENCE(INTEGER number, OCTET STRING previous, OCTET STRING data)}. */
    public static byte[] bytes(BlockHeader header) {
        // Block numbers are unsigned; a Java long above 2^63 would turn negative.
        BigInteger number = new BigInteger(Long.toUnsignedString(header.getNumber()));
        try {
            return new DERSequence(new ASN1Encodable[] {
                        new ASN1Integer(number),
                        new DEROctetString(header.getPreviousHash().toByteArray()),
                        new DEROctetString(header.getDataHash().toByteArray())
                    })
                    .getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SHA-256 of {@link #bytes}. */
    public static ByteString of(BlockHeader header) {
        return ByteString.copyFrom(sha256().digest(bytes(header)));
    }

    /** SHA-256 over the envelopes one after the other. */
    public static ByteString ofData(BlockData data) {
        MessageDigest digest = sha256();
        data.getDataList().forEach(envelope -> digest.update(envelope.asReadOnlyByteBuffer()));
        return ByteString.copyFrom(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
