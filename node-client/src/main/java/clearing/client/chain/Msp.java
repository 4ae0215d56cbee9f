package clearing.client.chain;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.hyperledger.fabric.protos.msp.FabricNodeOUs;
import org.hyperledger.fabric.protos.msp.FabricOUIdentifier;

/**
 * A member's certificate authority as the channel's configuration states it: which certificates are the member's, and in which role
 * they stand (by the certificate's organisational unit).
 */
final class Msp {
    private final String id;
    private final Set<TrustAnchor> roots = new HashSet<>();
    private final List<X509Certificate> intermediates = new ArrayList<>();
    private final List<X509CRL> revocations = new ArrayList<>();
    private final Set<X509Certificate> admins = new HashSet<>();
    private final FabricNodeOUs nodeUnits;

    Msp(FabricMSPConfig config) throws GeneralSecurityException {
        this.id = config.getName();
        this.nodeUnits = config.getFabricNodeOus();
        for (ByteString pem : config.getRootCertsList()) {
            roots.add(new TrustAnchor(certificate(pem), null));
        }
        for (ByteString pem : config.getIntermediateCertsList()) {
            intermediates.add(certificate(pem));
        }
        for (ByteString pem : config.getAdminsList()) {
            admins.add(certificate(pem));
        }
        for (ByteString crl : config.getRevocationListList()) {
            revocations.add((X509CRL) CertificateFactory.getInstance("X.509").generateCRL(crl.newInput()));
        }
    }

    static Msp parse(ByteString fabricMspConfig) throws GeneralSecurityException, InvalidProtocolBufferException {
        return new Msp(FabricMSPConfig.parseFrom(fabricMspConfig));
    }

    String id() {
        return id;
    }

    /** The certificates in which every chain of this member ends. */
    List<X509Certificate> roots() {
        return roots.stream().map(TrustAnchor::getTrustedCert).toList();
    }

    /**
     * Whether the certificate chains to this member and is not revoked. The chain is judged at the time the certificate began to be
     * valid: an old block keeps its value after its orderer's certificate has run out.
     */
    boolean issued(X509Certificate certificate) {
        try {
            for (X509CRL crl : revocations) {
                if (crl.getIssuerX500Principal().equals(certificate.getIssuerX500Principal())
                        && crl.isRevoked(certificate)) {
                    return false;
                }
            }
            X509CertSelector selector = new X509CertSelector();
            selector.setCertificate(certificate);
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(roots, selector);
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(latest(certificate)));
            Collection<X509Certificate> known = new ArrayList<>(intermediates);
            known.add(certificate);
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(known)));
            CertPathBuilder.getInstance("PKIX").build(parameters);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private Instant latest(X509Certificate certificate) {
        Instant from = certificate.getNotBefore().toInstant();
        for (X509Certificate intermediate : intermediates) {
            from = later(from, intermediate);
        }
        for (TrustAnchor root : roots) {
            from = later(from, root.getTrustedCert());
        }
        return from;
    }

    private static Instant later(Instant instant, X509Certificate certificate) {
        Instant begins = certificate.getNotBefore().toInstant();
        return begins.isAfter(instant) ? begins : instant;
    }

    boolean isAdmin(X509Certificate certificate) {
        return admins.contains(certificate) || carries(certificate, nodeUnits.getAdminOuIdentifier());
    }

    boolean isOrderer(X509Certificate certificate) {
        return carries(certificate, nodeUnits.getOrdererOuIdentifier());
    }

    boolean isPeer(X509Certificate certificate) {
        return carries(certificate, nodeUnits.getPeerOuIdentifier());
    }

    boolean isClient(X509Certificate certificate) {
        return carries(certificate, nodeUnits.getClientOuIdentifier());
    }

    private boolean carries(X509Certificate certificate, FabricOUIdentifier unit) {
        return nodeUnits.getEnable()
                && !unit.getOrganizationalUnitIdentifier().isEmpty()
                && units(certificate).contains(unit.getOrganizationalUnitIdentifier());
    }

    static Set<String> units(X509Certificate certificate) {
        Set<String> found = new TreeSet<>();
        X500Name subject =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        for (RDN rdn : subject.getRDNs(BCStyle.OU)) {
            for (var value : rdn.getTypesAndValues()) {
                found.add(IETFUtils.valueToString(value.getValue()));
            }
        }
        return found;
    }

    static X509Certificate certificate(ByteString pem) throws GeneralSecurityException {
        return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem.newInput());
    }
}
