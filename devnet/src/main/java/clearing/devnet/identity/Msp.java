package clearing.devnet.identity;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;

/** One organisation's rules of membership, from its definition in the channel's configuration. */
public final class Msp {

    private final String id;
    private final List<X509Certificate> roots;
    private final List<X509Certificate> intermediates;
    private final Map<String, Role> units;

    private Msp(String id, List<X509Certificate> roots, List<X509Certificate> intermediates, Map<String, Role> units) {
        this.id = id;
        this.roots = roots;
        this.intermediates = intermediates;
        this.units = units;
    }

    /**
     * Reads an organisation's definition.
     *
     * @throws InvalidProtocolBufferException if it is no definition or holds no readable certificate
     */
    public static Msp from(FabricMSPConfig config) throws InvalidProtocolBufferException {
        var ous = config.getFabricNodeOus();
        var units = new HashMap<String, Role>();
        if (ous.getEnable()) {
            units.put(ous.getClientOuIdentifier().getOrganizationalUnitIdentifier(), Role.CLIENT);
            units.put(ous.getPeerOuIdentifier().getOrganizationalUnitIdentifier(), Role.PEER);
            units.put(ous.getAdminOuIdentifier().getOrganizationalUnitIdentifier(), Role.ADMIN);
            units.put(ous.getOrdererOuIdentifier().getOrganizationalUnitIdentifier(), Role.ORDERER);
        }
        return new Msp(
                config.getName(),
                certificates(config.getRootCertsList()),
                certificates(config.getIntermediateCertsList()),
                Map.copyOf(units));
    }

    private static List<X509Certificate> certificates(List<ByteString> pems) throws InvalidProtocolBufferException {
        var found = new ArrayList<X509Certificate>();
        for (var pem : pems) {
            try {
                found.add(parse(pem));
            } catch (CertificateException e) {
                throw new InvalidProtocolBufferException(new java.io.IOException("a certificate cannot be read", e));
            }
        }
        return List.copyOf(found);
    }

    /** The organisation's id. */
    public String id() {
        return id;
    }

    Identity identify(ByteString serialized, ByteString pem) throws IdentityException {
        X509Certificate certificate;
        try {
            certificate = parse(pem);
        } catch (CertificateException e) {
            throw new IdentityException("could not decode the PEM structure", "");
        }
        // As Fabric: a certificate without a chain to the organisation is no certificate of it, whatever it says of
        // itself, so
        // the organisation is not named.
        if (!isIssuedHere(certificate)) {
            throw new IdentityException(
                    "the supplied identity is not valid: x509: certificate signed by unknown authority", "");
        }
        if (certificate.getBasicConstraints() >= 0) {
            throw new IdentityException(
                    "An X509 certificate with Basic Constraint: Certificate Authority equals true "
                            + "cannot be used as an identity",
                    id);
        }
        var key = certificate.getPublicKey() instanceof ECPublicKey ec
                ? P256.publicKey(ec)
                : Optional.<org.bouncycastle.crypto.params.ECPublicKeyParameters>empty();
        if (key.isEmpty()) {
            throw new IdentityException("the certificate's key is not on P-256", id);
        }
        return new Identity(id, serialized, certificate, key.get(), rolesOf(certificate));
    }

    private Set<Role> rolesOf(X509Certificate certificate) throws IdentityException {
        var roles = EnumSet.noneOf(Role.class);
        var named = organisationalUnits(certificate);
        for (var unit : named) {
            var role = units.get(unit);
            if (role != null) {
                roles.add(role);
            }
        }
        if (!units.isEmpty() && roles.size() != 1) {
            var problem = roles.isEmpty()
                    ? "the identity does not have an OU that resolves to client, peer, orderer, or admin role"
                    : "the identity must have a client, a peer, an orderer, or an admin OU role to be valid, "
                            + "not a combination of them";
            throw new IdentityException(problem + ". OUs: " + named + ", MSP: [" + id + "]", id);
        }
        return roles;
    }

    private static List<String> organisationalUnits(X509Certificate certificate) {
        var units = new ArrayList<String>();
        var subject = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        for (var rdn : subject.getRDNs(BCStyle.OU)) {
            units.add(IETFUtils.valueToString(rdn.getFirst().getValue()));
        }
        return units;
    }

    /** Whether a root issued the certificate, itself or through intermediates. Expiry is judged where it matters. */
    private boolean isIssuedHere(X509Certificate certificate) {
        for (var root : roots) {
            if (isIssuedBy(certificate, root)) {
                return true;
            }
        }
        for (var intermediate : intermediates) {
            if (isIssuedBy(certificate, intermediate)
                    && roots.stream().anyMatch(root -> isIssuedBy(intermediate, root))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isIssuedBy(X509Certificate certificate, X509Certificate issuer) {
        if (!certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static X509Certificate parse(ByteString pem) throws CertificateException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.toByteArray()));
    }
}
