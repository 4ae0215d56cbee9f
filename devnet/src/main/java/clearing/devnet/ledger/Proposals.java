package clearing.devnet.ledger;

import clearing.devnet.identity.P256;
import com.google.protobuf.ByteString;
import java.util.HexFormat;

/** What binds a transaction to its proposal. */
public final class Proposals {

    private Proposals() {}

    /** The transaction's id: SHA-256 of nonce and creator, in hexadecimal. */
    public static String transactionId(ByteString nonce, ByteString creator) {
        return HexFormat.of().formatHex(P256.sha256(nonce.toByteArray(), creator.toByteArray()));
    }

    /** SHA-256 of both headers and the payload without transient data. */
    public static ByteString hash(ByteString channelHeader, ByteString signatureHeader, ByteString publicPayload) {
        var digest = P256.newSha256();
        channelHeader.asReadOnlyByteBufferList().forEach(digest::update);
        signatureHeader.asReadOnlyByteBufferList().forEach(digest::update);
        publicPayload.asReadOnlyByteBufferList().forEach(digest::update);
        return ByteString.copyFrom(digest.digest());
    }
}
