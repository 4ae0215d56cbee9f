package clearing.devnet.block;

import clearing.devnet.identity.P256;
import clearing.devnet.identity.SigningIdentity;
import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.BlockMetadata;
import org.hyperledger.fabric.protos.common.LastConfig;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.MetadataSignature;
import org.hyperledger.fabric.protos.common.OrdererBlockMetadata;
import org.hyperledger.fabric.protos.common.SignatureHeader;

/**
 * The form of a block.
 *
 * <p>A block names the SHA-256 of the previous header, as ASN.1 DER of (number, previous hash, data hash), and the
 * SHA-256 of its own data, one transaction after the other. An orderer signs the metadata value, its own signature
 * header and the header's DER. A peer adds a validation code per transaction and the commit hash.
 */
public final class Blocks {

    private static final int METADATA_SLOTS = 5;
    private static final int SIGNATURES = 0;
    private static final int LAST_CONFIG = 1;
    private static final int TRANSACTIONS_FILTER = 2;
    private static final int COMMIT_HASH = 4;

    private Blocks() {}

    /** The first block, which nobody signs. */
    public static Block genesis(ByteString envelope) {
        var data = BlockData.newBuilder().addData(envelope).build();
        var header = BlockHeader.newBuilder()
                .setNumber(0)
                .setDataHash(dataHash(data.getDataList()))
                .build();
        var lastConfig = LastConfig.newBuilder().setIndex(0).build();
        var signed = Metadata.newBuilder()
                .setValue(OrdererBlockMetadata.newBuilder()
                        .setLastConfig(lastConfig)
                        .build()
                        .toByteString())
                .build();
        var metadata = emptyMetadata()
                .setMetadata(SIGNATURES, signed.toByteString())
                .setMetadata(LAST_CONFIG, lastConfigMetadata(lastConfig));
        return Block.newBuilder()
                .setHeader(header)
                .setData(data)
                .setMetadata(metadata)
                .build();
    }

    /** The header of the block that follows. */
    public static BlockHeader nextHeader(BlockHeader previous, List<ByteString> envelopes) {
        return BlockHeader.newBuilder()
                .setNumber(previous.getNumber() + 1)
                .setPreviousHash(headerHash(previous))
                .setDataHash(dataHash(envelopes))
                .build();
    }

    /**
     * The whole block, signed by an orderer and marked by the peers.
     *
     * @param codes a validation code per transaction
     * @param nonce 24 random bytes for the signature header
     */
    public static Block assemble(
            BlockHeader header,
            List<ByteString> envelopes,
            byte[] codes,
            ByteString commitHash,
            SigningIdentity orderer,
            byte[] nonce) {
        var lastConfig = LastConfig.newBuilder().setIndex(0).build();
        var value = OrdererBlockMetadata.newBuilder()
                .setLastConfig(lastConfig)
                .setConsenterMetadata(Metadata.getDefaultInstance().toByteString())
                .build()
                .toByteString();
        var signatureHeader = SignatureHeader.newBuilder()
                .setCreator(orderer.serialized())
                .setNonce(ByteString.copyFrom(nonce))
                .build()
                .toByteString();
        var signature = orderer.sign(value.toByteArray(), signatureHeader.toByteArray(), headerBytes(header));
        var signed = Metadata.newBuilder()
                .setValue(value)
                .addSignatures(MetadataSignature.newBuilder()
                        .setSignatureHeader(signatureHeader)
                        .setSignature(signature))
                .build();
        var hash = Metadata.newBuilder().setValue(commitHash).build();
        var metadata = emptyMetadata()
                .setMetadata(SIGNATURES, signed.toByteString())
                .setMetadata(LAST_CONFIG, lastConfigMetadata(lastConfig))
                .setMetadata(TRANSACTIONS_FILTER, ByteString.copyFrom(codes))
                .setMetadata(COMMIT_HASH, hash.toByteString());
        return Block.newBuilder()
                .setHeader(header)
                .setData(BlockData.newBuilder().addAllData(envelopes))
                .setMetadata(metadata)
                .build();
    }

    /** The first block as a peer delivers it: with the mark that its configuration is valid. */
    public static Block markValid(Block genesis) {
        var metadata =
                genesis.getMetadata().toBuilder().setMetadata(TRANSACTIONS_FILTER, ByteString.copyFrom(new byte[1]));
        return genesis.toBuilder().setMetadata(metadata).build();
    }

    /** The validation codes, one byte per transaction. */
    public static byte[] codes(Block block) {
        return block.getMetadata().getMetadata(TRANSACTIONS_FILTER).toByteArray();
    }

    /** The commit hash, empty in the first block. */
    public static ByteString commitHash(Block block) throws com.google.protobuf.InvalidProtocolBufferException {
        return Metadata.parseFrom(block.getMetadata().getMetadata(COMMIT_HASH)).getValue();
    }

    /** SHA-256 of the header's DER. */
    public static ByteString headerHash(BlockHeader header) {
        return ByteString.copyFrom(P256.sha256(headerBytes(header)));
    }

    /** SHA-256 of the transactions, one after the other. */
    public static ByteString dataHash(List<ByteString> envelopes) {
        var digest = P256.newSha256();
        for (var envelope : envelopes) {
            envelope.asReadOnlyByteBufferList().forEach(digest::update);
        }
        return ByteString.copyFrom(digest.digest());
    }

    /** The header as ASN.1 DER: a sequence of the number and the two hashes. */
    public static byte[] headerBytes(BlockHeader header) {
        var number = new BigInteger(
                        1, ByteBuffer.allocate(8).putLong(header.getNumber()).array())
                .toByteArray();
        var previous = header.getPreviousHash();
        var data = header.getDataHash();
        var length = 2 + number.length + 2 + previous.size() + 2 + data.size();
        if (length > 127) {
            throw new IllegalArgumentException("a block header with hashes longer than SHA-256's");
        }
        var der = ByteBuffer.allocate(2 + length);
        der.put((byte) 0x30).put((byte) length);
        der.put((byte) 0x02).put((byte) number.length).put(number);
        der.put((byte) 0x04).put((byte) previous.size()).put(previous.toByteArray());
        der.put((byte) 0x04).put((byte) data.size()).put(data.toByteArray());
        return der.array();
    }

    private static BlockMetadata.Builder emptyMetadata() {
        var metadata = BlockMetadata.newBuilder();
        for (int i = 0; i < METADATA_SLOTS; i++) {
            metadata.addMetadata(ByteString.EMPTY);
        }
        return metadata;
    }

    private static ByteString lastConfigMetadata(LastConfig lastConfig) {
        return Metadata.newBuilder().setValue(lastConfig.toByteString()).build().toByteString();
    }
}
