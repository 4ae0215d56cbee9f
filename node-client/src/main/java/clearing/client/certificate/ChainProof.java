package clearing.client.certificate;

import clearing.client.certificate.Certificate.OrdererSignature;
import clearing.client.certificate.Certificate.Signatures;
import clearing.client.certificate.Certificate.SignedBlock;
import clearing.client.certificate.Certificate.StoredBlock;
import clearing.client.chain.ChannelRules;
import clearing.client.chain.HeaderHash;
import clearing.client.chain.Signer;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.MetadataSignature;
import org.hyperledger.fabric.protos.common.OrdererBlockMetadata;

/** The part of a certificate that is under the orderers' signatures: headers, configurations, and the data of blocks. */
final class ChainProof {
    private static final int HASH_BYTES = 32;

    private final Certificate certificate;
    private final List<BlockHeader> headers = new ArrayList<>();
    private final TreeMap<Long, ChannelRules> rules = new TreeMap<>();

    ChainProof(Certificate certificate) {
        this.certificate = certificate;
    }

    /** Writes every header anew: each names the hash of the one before, so that only the data's hashes have to be told. */
    String headers() {
        ByteString hashes = certificate.dataHashes();
        if (hashes.isEmpty() || hashes.size() % HASH_BYTES != 0) {
            throw new Refuted("The data hashes are not of 32 bytes each.");
        }
        ByteString previous = ByteString.EMPTY;
        for (int at = 0; at < hashes.size(); at += HASH_BYTES) {
            BlockHeader header = BlockHeader.newBuilder()
                    .setNumber(headers.size())
                    .setPreviousHash(previous)
                    .setDataHash(hashes.substring(at, at + HASH_BYTES))
                    .build();
            headers.add(header);
            previous = HeaderHash.of(header);
        }
        long number = certificate.place().block();
        if (number < 1 || number >= headers.size() || certificate.block().data().number() != number) {
            throw new Refuted("The chain of headers does not reach the transaction's block " + number + ".");
        }
        return "Headers 0 to " + tip() + " are linked by their hashes; " + (tip() - number) + " of them follow block "
                + number + ".";
    }

    long tip() {
        return headers.size() - 1L;
    }

    BlockHeader header(long number) {
        return headers.get(Math.toIntExact(number));
    }

    /** The genesis block is the one that is trusted, or its authorities are. */
    String trust(TrustAnchor anchor) {
        BlockData data = BlockData.newBuilder().addData(certificate.genesis()).build();
        requireDataHash(0, data);
        ChannelRules first = ChannelRules.in(block(0, data))
                .orElseThrow(() -> new Refuted("The first block holds no channel configuration."));
        if (!first.channel().equals(certificate.channel())) {
            throw new Refuted("The first block is of channel " + first.channel() + ".");
        }
        rules.put(0L, first);
        return switch (anchor) {
            case TrustAnchor.Genesis genesis -> {
                if (!HeaderHash.of(genesis.block().getHeader()).equals(HeaderHash.of(header(0)))) {
                    throw new Refuted("It begins with another genesis block than the one given.");
                }
                yield "The first block is the genesis block given.";
            }
            case TrustAnchor.Roots roots -> {
                requireKnown(first, roots.byMember());
                yield "Every authority in the first block is among the root certificates given.";
            }
        };
    }

    private static void requireKnown(ChannelRules configured, Map<String, Set<X509Certificate>> given) {
        for (ChannelRules.Authority authority : configured.authorities()) {
            Set<X509Certificate> known = given.getOrDefault(authority.member(), Set.of());
            if (authority.roots().isEmpty() || !known.containsAll(authority.roots())) {
                throw new Refuted("The configuration of block " + configured.block() + " believes an authority of "
                        + authority.member() + " that is not among the root certificates given.");
            }
        }
    }

    /** Each configuration was signed by the orderers of the one before. */
    String configurations(TrustAnchor anchor) throws InvalidProtocolBufferException, GeneralSecurityException {
        for (SignedBlock signed : certificate.configurations()) {
            long number = signed.data().number();
            long before = rules.lastKey();
            if (number <= before || number > tip()) {
                throw new Refuted("Configuration block " + number + " is out of order.");
            }
            BlockData data = data(signed.data());
            ChannelRules next = ChannelRules.in(block(number, data))
                    .orElseThrow(() -> new Refuted("Block " + number + " is no configuration block."));
            long named =
                    signedBy(number, signed.signatures(), inForceBefore(number)).lastConfig();
            if (named != number && named != before) {
                throw new Refuted("Configuration block " + number + " was signed under the configuration of block "
                        + named + ", which is not there.");
            }
            if (anchor instanceof TrustAnchor.Roots roots) {
                requireKnown(next, roots.byMember());
            }
            rules.put(number, next);
        }
        return certificate.configurations().isEmpty()
                ? "The configuration is the first block's."
                : certificate.configurations().size()
                        + " later configurations, each signed by the orderers of the one before.";
    }

    /** The configuration under which a block was signed. */
    ChannelRules inForceBefore(long number) {
        return rules.lowerEntry(number).getValue();
    }

    /** The block's data is what the header names, cut into envelopes in the only possible way. */
    BlockData data(StoredBlock stored) throws InvalidProtocolBufferException {
        BlockData data = BlockData.newBuilder().addAllData(stored.envelopes()).build();
        requireDataHash(stored.number(), data);
        if (data.getDataCount() == 0) {
            throw new Refuted("Block " + stored.number() + " is empty.");
        }
        if (data.getDataCount() == 1
                && ChannelRules.in(block(stored.number(), data)).isPresent()) {
            return data;
        }
        for (ByteString raw : data.getDataList()) {
            Envelope envelope = Envelope.parseFrom(raw);
            if (envelope.getPayload().isEmpty()
                    || envelope.getSignature().isEmpty()
                    || !envelope.toByteString().equals(raw)) {
                throw new Refuted("Block " + stored.number() + " is not cut into envelopes where they end.");
            }
        }
        return data;
    }

    private void requireDataHash(long number, BlockData data) {
        if (number > tip() || !HeaderHash.ofData(data).equals(header(number).getDataHash())) {
            throw new Refuted("The data of block " + number + " does not have the hash that its header names.");
        }
    }

    private Block block(long number, BlockData data) {
        return Block.newBuilder().setHeader(header(number)).setData(data).build();
    }

    /** The orderers that signed the transaction's block. */
    List<Signer> orderers() throws InvalidProtocolBufferException, GeneralSecurityException {
        long number = certificate.place().block();
        return signedUnderLatest(number, certificate.block().signatures(), rules.lowerKey(number));
    }

    /** The orderers that signed the last header, if it is another. */
    String behind() throws InvalidProtocolBufferException, GeneralSecurityException {
        if (certificate.tip().isEmpty()) {
            if (tip() != certificate.place().block()) {
                throw new Refuted("The last header carries no signatures.");
            }
            return "No block follows in this certificate.";
        }
        if (tip() == certificate.place().block()) {
            throw new Refuted("The transaction's block is signed twice.");
        }
        List<Signer> signers = signedUnderLatest(tip(), certificate.tip().get(), rules.floorKey(tip()));
        return "Block " + tip() + " is signed by " + names(signers) + ".";
    }

    private List<Signer> signedUnderLatest(long number, Signatures signatures, long latest)
            throws InvalidProtocolBufferException, GeneralSecurityException {
        Signed signed = signedBy(number, signatures, inForceBefore(number));
        if (signed.lastConfig() != latest) {
            throw new Refuted("Block " + number + " was made under the configuration of block " + signed.lastConfig()
                    + ", the certificate has that of block " + latest + ".");
        }
        return signed.signers();
    }

    private record Signed(List<Signer> signers, long lastConfig) {}

    private Signed signedBy(long number, Signatures signatures, ChannelRules inForce)
            throws InvalidProtocolBufferException, GeneralSecurityException {
        Metadata metadata = metadata(signatures);
        List<Signer> signers = new ArrayList<>();
        for (Optional<Signer> signer : inForce.orderers(header(number), metadata)) {
            signers.add(signer.orElseThrow(() ->
                    new Refuted("Block " + number + " carries a signature that is wrong or of none of the orderers.")));
        }
        if (new HashSet<>(signers).size() != signers.size()) {
            throw new Refuted("Block " + number + " carries two signatures of one orderer.");
        }
        if (!inForce.mayOrder(signers)) {
            throw new Refuted("Block " + number + ": " + signers.size()
                    + " signatures do not satisfy the channel's policy BlockValidation.");
        }
        return new Signed(
                signers,
                OrdererBlockMetadata.parseFrom(metadata.getValue())
                        .getLastConfig()
                        .getIndex());
    }

    static Metadata metadata(Signatures signatures) {
        Metadata.Builder metadata = Metadata.newBuilder().setValue(signatures.value());
        for (OrdererSignature one : signatures.each()) {
            if (one.signatureHeader().isEmpty() == one.identifierHeader().isEmpty()) {
                throw new Refuted("An orderer's signature has to have exactly one header.");
            }
            metadata.addSignatures(MetadataSignature.newBuilder()
                    .setSignatureHeader(one.signatureHeader())
                    .setIdentifierHeader(one.identifierHeader())
                    .setSignature(one.signature()));
        }
        return metadata.build();
    }

    static String names(List<Signer> signers) {
        return String.join(
                ", ", signers.stream().map(Signer::mspId).distinct().sorted().toList());
    }
}
