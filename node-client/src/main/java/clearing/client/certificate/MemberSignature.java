package clearing.client.certificate;

import clearing.client.chain.ChannelRules;
import clearing.client.chain.Signatures;
import clearing.client.chain.Signer;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;

/** A member's signature under something that is not on the ledger. */
public final class MemberSignature {
    private MemberSignature() {}

    /**
     * Which member gave it; empty when it is wrong, or the identity is of none of the members that are believed.
     *
     * @param identity as Fabric serialises it
     * @param signature DER, over the content's SHA-256
     */
    public static Optional<String> member(
            clearing.client.certificate.TrustAnchor believed, byte[] identity, byte[] signature, byte[] content) {
        try {
            return switch (believed) {
                case clearing.client.certificate.TrustAnchor.Genesis genesis ->
                    ChannelRules.in(genesis.block())
                            .orElseThrow(() -> new TrustAnchorException("The genesis block has no configuration."))
                            .signer(
                                    ByteString.copyFrom(identity),
                                    ByteString.copyFrom(signature),
                                    ByteString.copyFrom(content))
                            .map(Signer::mspId);
                case clearing.client.certificate.TrustAnchor.Roots roots ->
                    underRoots(roots, SerializedIdentity.parseFrom(identity), signature, content);
            };
        } catch (InvalidProtocolBufferException | GeneralSecurityException e) {
            // Whoever made the file chose these bytes: an identity that cannot be read, or was not issued, is nobody's.
            return Optional.empty();
        }
    }

    private static Optional<String> underRoots(
            clearing.client.certificate.TrustAnchor.Roots roots,
            SerializedIdentity identity,
            byte[] signature,
            byte[] content)
            throws GeneralSecurityException {
        Set<TrustAnchor> anchors = roots.byMember().getOrDefault(identity.getMspid(), Set.of()).stream()
                .map(root -> new TrustAnchor(root, null))
                .collect(Collectors.toSet());
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        InputStream pem = new ByteArrayInputStream(identity.getIdBytes().toByteArray());
        X509Certificate certificate = (X509Certificate) factory.generateCertificate(pem);
        if (anchors.isEmpty()) {
            return Optional.empty();
        }
        PKIXParameters parameters = new PKIXParameters(anchors);
        parameters.setRevocationEnabled(false);
        // As of when it began to hold: a file is verified years later, too.
        parameters.setDate(Date.from(certificate.getNotBefore().toInstant()));
        CertPathValidator.getInstance("PKIX").validate(factory.generateCertPath(List.of(certificate)), parameters);
        return Signatures.right(certificate.getPublicKey(), signature, List.of(content))
                ? Optional.of(identity.getMspid())
                : Optional.empty();
    }
}
