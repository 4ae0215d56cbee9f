package clearing.client.chain;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.IdentifierHeader;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.MetadataSignature;
import org.hyperledger.fabric.protos.common.SignatureHeader;

/** Checks each orderer's signature of a block, in either form: with the orderer's certificate (Raft) or its number (SmartBFT). */
final class BlockSignatures {
    private BlockSignatures() {}

    /** For each signature, in order, who gave it; empty when it is wrong or a stranger's. */
    static List<Optional<Signer>> check(ChannelConfig config, BlockHeader header, Metadata metadata)
            throws InvalidProtocolBufferException {
        byte[] signed = HeaderHash.bytes(header);
        List<Optional<Signer>> signers = new ArrayList<>();
        for (MetadataSignature signature : metadata.getSignaturesList()) {
            signers.add(signer(config, signed, metadata.getValue(), signature));
        }
        return signers;
    }

    private static Optional<Signer> signer(
            ChannelConfig config, byte[] header, ByteString value, MetadataSignature signature)
            throws InvalidProtocolBufferException {
        boolean byNumber = signature.getSignatureHeader().isEmpty()
                && !signature.getIdentifierHeader().isEmpty();
        ByteString signedHeader = byNumber ? signature.getIdentifierHeader() : signature.getSignatureHeader();
        Optional<Signatory> signatory = byNumber
                ? config.consenter(IdentifierHeader.parseFrom(signedHeader).getIdentifier())
                : Optional.of(BlockDecoder.signatory(
                        SignatureHeader.parseFrom(signedHeader).getCreator()));
        Optional<X509Certificate> certificate = signatory.flatMap(config::genuine);
        if (certificate.isPresent()
                && Signatures.right(
                        certificate.get().getPublicKey(),
                        signature.getSignature().toByteArray(),
                        List.of(value.toByteArray(), signedHeader.toByteArray(), header))) {
            return Optional.of(new Signer(signatory.orElseThrow().mspId(), certificate.get()));
        }
        return Optional.empty();
    }
}
