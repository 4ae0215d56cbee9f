package clearing.client.certificate;

import clearing.client.certificate.Certificate.Attestation;
import clearing.client.certificate.Certificate.PeerStatement;
import clearing.client.sign.SigningIdentity;
import clearing.client.submit.LedgerConnections;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import io.grpc.StatusRuntimeException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeHeaderExtension;
import org.hyperledger.fabric.protos.peer.ChaincodeID;
import org.hyperledger.fabric.protos.peer.ChaincodeInput;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeSpec;
import org.hyperledger.fabric.protos.peer.EndorserGrpc;
import org.hyperledger.fabric.protos.peer.Proposal;
import org.hyperledger.fabric.protos.peer.ProposalResponse;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.SignedProposal;

/** One question to several peers: in which block is the transaction? Their signed answers become part of a certificate. */
final class PeerQuestions {
    private static final int NONCE_BYTES = 24;
    private static final long DEADLINE_SECONDS = 30;

    private final Attestation question;
    private final SignedProposal signed;

    private PeerQuestions(Attestation question, SignedProposal signed) {
        this.question = question;
        this.signed = signed;
    }

    static PeerQuestions about(String channel, String txId, SigningIdentity asker, Instant now, SecureRandom random) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        ByteString creator = serialized(asker);
        ChaincodeID queries =
                ChaincodeID.newBuilder().setName(PeerProof.QUERIES).build();
        ByteString signatureHeader = SignatureHeader.newBuilder()
                .setCreator(creator)
                .setNonce(ByteString.copyFrom(nonce))
                .build()
                .toByteString();
        ByteString channelHeader = ChannelHeader.newBuilder()
                .setType(HeaderType.ENDORSER_TRANSACTION_VALUE)
                .setChannelId(channel)
                .setTxId(HexFormat.of().formatHex(Hashes.sha256(ByteString.copyFrom(nonce), creator)))
                .setTimestamp(
                        Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()))
                .setExtension(ChaincodeHeaderExtension.newBuilder()
                        .setChaincodeId(queries)
                        .build()
                        .toByteString())
                .build()
                .toByteString();
        ByteString payload = payload(queries, channel, txId);
        ByteString proposal = Proposal.newBuilder()
                .setHeader(Header.newBuilder()
                        .setChannelHeader(channelHeader)
                        .setSignatureHeader(signatureHeader)
                        .build()
                        .toByteString())
                .setPayload(payload)
                .build()
                .toByteString();
        SignedProposal signed = SignedProposal.newBuilder()
                .setProposalBytes(proposal)
                .setSignature(sign(asker, proposal))
                .build();
        return new PeerQuestions(new Attestation(channelHeader, signatureHeader, payload, java.util.List.of()), signed);
    }

    private static ByteString payload(ChaincodeID queries, String channel, String txId) {
        ChaincodeSpec spec = ChaincodeSpec.newBuilder()
                .setType(ChaincodeSpec.Type.GOLANG)
                .setChaincodeId(queries)
                .setInput(ChaincodeInput.newBuilder()
                        .addArgs(ByteString.copyFromUtf8(PeerProof.FUNCTION))
                        .addArgs(ByteString.copyFromUtf8(channel))
                        .addArgs(ByteString.copyFromUtf8(txId)))
                .build();
        return ChaincodeProposalPayload.newBuilder()
                .setInput(ChaincodeInvocationSpec.newBuilder()
                        .setChaincodeSpec(spec)
                        .build()
                        .toByteString())
                .build()
                .toByteString();
    }

    static ByteString serialized(SigningIdentity identity) {
        return SerializedIdentity.newBuilder()
                .setMspid(identity.identity().getMspId())
                .setIdBytes(ByteString.copyFrom(identity.identity().getCredentials()))
                .build()
                .toByteString();
    }

    static ByteString sign(SigningIdentity identity, ByteString bytes) {
        try {
            return ByteString.copyFrom(identity.signer().sign(Hashes.sha256(bytes)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The member's key does not sign: " + e.getMessage(), e);
        }
    }

    /** The question, with no answers. */
    Attestation question() {
        return question;
    }

    /** What a peer answered, or why there is no answer. */
    record Answer(Optional<PeerStatement> statement, String trouble) {}

    /** Asks one peer; its answer is checked by nobody yet. */
    Answer ask(LedgerConnections.Peer peer) {
        String who = peer.address().member() + "@" + peer.address().address();
        try {
            ProposalResponse response = EndorserGrpc.newBlockingStub(peer.connection())
                    .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                    .processProposal(signed);
            if (!response.hasEndorsement()) {
                return new Answer(
                        Optional.empty(), who + ": " + response.getResponse().getMessage());
            }
            ChaincodeAction action = ChaincodeAction.parseFrom(
                    ProposalResponsePayload.parseFrom(response.getPayload()).getExtension());
            Block block = Block.parseFrom(action.getResponse().getPayload());
            ChaincodeAction without = action.toBuilder()
                    .setResponse(action.getResponse().toBuilder().clearPayload())
                    .build();
            return new Answer(
                    Optional.of(new PeerStatement(
                            response.getEndorsement().getEndorser(),
                            without.toByteString(),
                            block.getMetadata().toByteString(),
                            response.getEndorsement().getSignature())),
                    "");
        } catch (StatusRuntimeException e) {
            return new Answer(Optional.empty(), who + ": " + e.getStatus());
        } catch (InvalidProtocolBufferException e) {
            return new Answer(Optional.empty(), who + ": its answer cannot be read: " + e.getMessage());
        }
    }
}
