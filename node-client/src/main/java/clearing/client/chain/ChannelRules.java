package clearing.client.chain;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;

/**
 * What one configuration of a channel says about signatures: whose they are and what they suffice for. For evidence that does not come
 * as a stream of blocks; whether the configuration itself is to be believed is the caller's matter. Immutable.
 */
public final class ChannelRules {
    /**
     * A certificate authority of the configuration.
     *
     * @param member whose it is
     * @param roots  the certificates in which its chains end
     */
    public record Authority(String member, List<X509Certificate> roots) {
        /** Copies its list. */
        public Authority {
            roots = List.copyOf(roots);
        }
    }

    private final ChannelConfig config;

    private ChannelRules(ChannelConfig config) {
        this.config = config;
    }

    /**
     * The rules that a block states, if it is a configuration block.
     *
     * @throws BlockRejected when it is one that cannot be used
     */
    public static Optional<ChannelRules> in(Block block) {
        return ChannelConfig.in(block).map(ChannelRules::new);
    }

    /** The channel's name. */
    public String channel() {
        return config.channel();
    }

    /** Number of the block that states these rules. */
    public long block() {
        return config.block();
    }

    /** All authorities; one that orders and trades is there twice. */
    public List<Authority> authorities() {
        return config.authorities().stream()
                .map(msp -> new Authority(msp.id(), msp.roots()))
                .toList();
    }

    /**
     * Who gave a signature.
     *
     * @param serialized the identity as Fabric serialises it
     * @param signature  the signature, ASN.1
     * @param parts      what was signed, one after the other
     * @return empty when the identity is not one of the channel's or the signature is not its
     */
    public Optional<Signer> signer(ByteString serialized, ByteString signature, ByteString... parts)
            throws InvalidProtocolBufferException {
        Signatory signatory = BlockDecoder.signatory(serialized);
        List<byte[]> signed = Arrays.stream(parts).map(ByteString::toByteArray).toList();
        return config.genuine(signatory)
                .filter(certificate -> Signatures.right(certificate.getPublicKey(), signature.toByteArray(), signed))
                .map(certificate -> new Signer(signatory.mspId(), certificate));
    }

    /** For each signature of a block, in order, who gave it; empty when it is wrong or a stranger's. */
    public List<Optional<Signer>> orderers(BlockHeader header, Metadata signatures)
            throws InvalidProtocolBufferException {
        return BlockSignatures.check(config, header, signatures);
    }

    /** Whether these signers of a block satisfy the channel's policy {@code BlockValidation}. */
    public boolean mayOrder(List<Signer> signers) throws InvalidProtocolBufferException, GeneralSecurityException {
        return config.signedByOrderers(signers);
    }

    /** Whether these signers satisfy a rule over principals. */
    public boolean satisfied(SignaturePolicyEnvelope policy, List<Signer> signers)
            throws InvalidProtocolBufferException, GeneralSecurityException {
        return config.satisfied(policy, signers);
    }

    /** Whether these signers satisfy the policy of that name in the channel's application group. */
    public boolean satisfiedInApplication(String name, List<Signer> signers)
            throws InvalidProtocolBufferException, GeneralSecurityException {
        return config.satisfiedInApplication(name, signers);
    }
}
