package clearing.devnet.conformance;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.security.GeneralSecurityException;
import java.time.Instant;
import org.hyperledger.fabric.client.Commit;
import org.hyperledger.fabric.client.Hash;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.gateway.CommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.orderer.SeekInfo;

/** Requests that a client signs itself. */
final class SignedRequests {

    private SignedRequests() {}

    static ByteString creator(MemberClient client) {
        return SerializedIdentity.newBuilder()
                .setMspid(client.identity().getMspId())
                .setIdBytes(ByteString.copyFrom(client.identity().getCredentials()))
                .build()
                .toByteString();
    }

    static ByteString signature(MemberClient client, ByteString bytes) throws GeneralSecurityException {
        return ByteString.copyFrom(client.signer().sign(Hash.SHA256.apply(bytes.toByteArray())));
    }

    /** Asks for a transaction's fate. */
    static Commit commitStatus(MemberClient client, String transactionId) throws GeneralSecurityException {
        var request = CommitStatusRequest.newBuilder()
                .setChannelId(client.network().getName())
                .setTransactionId(transactionId)
                .setIdentity(creator(client))
                .build()
                .toByteString();
        var signature = signature(client, request);
        var signed = SignedCommitStatusRequest.newBuilder()
                .setRequest(request)
                .setSignature(signature)
                .build();
        return client.gateway().newSignedCommit(signed.toByteArray(), signature.toByteArray());
    }

    /** Asks for blocks. */
    static Envelope seek(MemberClient client, String channel, SeekInfo seek, Instant stated)
            throws GeneralSecurityException {
        var header = ChannelHeader.newBuilder()
                .setType(HeaderType.DELIVER_SEEK_INFO_VALUE)
                .setChannelId(channel)
                .setTimestamp(Timestamp.newBuilder().setSeconds(stated.getEpochSecond()))
                .build();
        var signer = SignatureHeader.newBuilder()
                .setCreator(creator(client))
                .setNonce(ByteString.copyFromUtf8("nonce"))
                .build();
        var payload = Payload.newBuilder()
                .setHeader(Header.newBuilder()
                        .setChannelHeader(header.toByteString())
                        .setSignatureHeader(signer.toByteString()))
                .setData(seek.toByteString())
                .build()
                .toByteString();
        return Envelope.newBuilder()
                .setPayload(payload)
                .setSignature(signature(client, payload))
                .build();
    }
}
