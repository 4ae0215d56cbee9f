package clearing.client.certificate;

import clearing.client.certificate.Certificate.Attestation;
import clearing.client.certificate.Certificate.PeerStatement;
import clearing.client.chain.ChannelRules;
import clearing.client.chain.Signer;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.BlockMetadata;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeSpec;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * What peers sign about a block. A peer that is asked by Fabric's system chaincode {@code qscc} in which block a transaction is answers
 * with the whole block, its validation codes among the metadata, and signs the answer as it signs every endorsement. Orderers sign
 * no validation code; these signatures do.
 */
final class PeerProof {
    static final String QUERIES = "qscc";
    static final String FUNCTION = "GetBlockByTxID";
    private static final int OK = 200;

    private final ChannelRules rules;
    private final BlockHeader header;
    private final BlockData data;
    private final int index;

    PeerProof(ChannelRules rules, BlockHeader header, BlockData data, int index) {
        this.rules = rules;
        this.header = header;
        this.data = data;
        this.index = index;
    }

    /** Which peers say that the transaction is valid; each statement has to be right. */
    List<Signer> valid(Attestation attestation, String channel, String txId) throws InvalidProtocolBufferException {
        requireQuestion(attestation, channel, txId);
        List<Signer> signers = new ArrayList<>();
        List<ByteString> commits = new ArrayList<>();
        for (PeerStatement peer : attestation.peers()) {
            Signer signer = signer(attestation, peer)
                    .orElseThrow(() -> new Refuted("A peer's statement is not signed by the peer that it names."));
            if (signers.contains(signer)) {
                throw new Refuted("The peer of " + signer.mspId() + " speaks twice.");
            }
            BlockMetadata metadata = BlockMetadata.parseFrom(peer.metadata());
            requireValid(metadata, signer);
            commits.add(entry(metadata, BlockMetadataIndex.COMMIT_HASH_VALUE));
            signers.add(signer);
        }
        if (commits.stream().distinct().count() > 1) {
            throw new Refuted("The peers do not state the same commit hash.");
        }
        return signers;
    }

    private static void requireQuestion(Attestation attestation, String channel, String txId)
            throws InvalidProtocolBufferException {
        ChannelHeader asked = ChannelHeader.parseFrom(attestation.channelHeader());
        ChaincodeSpec spec = ChaincodeInvocationSpec.parseFrom(ChaincodeProposalPayload.parseFrom(attestation.payload())
                        .getInput())
                .getChaincodeSpec();
        List<ByteString> expected = List.of(
                ByteString.copyFromUtf8(FUNCTION), ByteString.copyFromUtf8(channel), ByteString.copyFromUtf8(txId));
        if (!asked.getChannelId().equals(channel)
                || !spec.getChaincodeId().getName().equals(QUERIES)
                || !spec.getInput().getArgsList().equals(expected)) {
            throw new Refuted("The peers were asked something else than where transaction " + txId + " is.");
        }
    }

    private void requireValid(BlockMetadata metadata, Signer peer) {
        ByteString codes = entry(metadata, BlockMetadataIndex.TRANSACTIONS_FILTER_VALUE);
        if (codes.size() != data.getDataCount()) {
            throw new Refuted("The peer of " + peer.mspId() + " states no code for each transaction.");
        }
        int code = codes.byteAt(index) & 0xff;
        if (code != TxValidationCode.VALID_VALUE) {
            throw new Refuted("The peer of " + peer.mspId() + " states the code " + TxValidationCode.forNumber(code)
                    + " and not VALID.");
        }
    }

    private static ByteString entry(BlockMetadata metadata, int place) {
        return metadata.getMetadataCount() > place ? metadata.getMetadata(place) : ByteString.EMPTY;
    }

    /** Whose statement it is; empty when the signature is wrong. */
    Optional<Signer> signer(Attestation question, PeerStatement peer) throws InvalidProtocolBufferException {
        ChaincodeAction action = ChaincodeAction.parseFrom(peer.action());
        if (action.getResponse().getStatus() != OK
                || !action.getResponse().getPayload().isEmpty()
                || !action.getChaincodeId().getName().equals(QUERIES)
                || !action.toByteString().equals(peer.action())) {
            return Optional.empty();
        }
        ByteString answer = answer(question, action, peer.metadata());
        return rules.signer(peer.endorser(), peer.signature(), answer, peer.endorser());
    }

    /** The answer as the peer signed it. */
    private ByteString answer(Attestation question, ChaincodeAction action, ByteString metadata)
            throws InvalidProtocolBufferException {
        ByteString block = Block.newBuilder()
                .setHeader(header)
                .setData(data)
                .setMetadata(BlockMetadata.parseFrom(metadata))
                .build()
                .toByteString();
        ChaincodeAction whole = action.toBuilder()
                .setResponse(action.getResponse().toBuilder().setPayload(block))
                .build();
        ByteString hash = ByteString.copyFrom(
                Hashes.sha256(question.channelHeader(), question.signatureHeader(), question.payload()));
        return ProposalResponsePayload.newBuilder()
                .setProposalHash(hash)
                .setExtension(whole.toByteString())
                .build()
                .toByteString();
    }
}
