package clearing.kernel;

import clearing.kernel.codec.Blob;
import clearing.kernel.codec.Bytes;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/**
 * Who signed a transaction: the institution and what the certificate lets its holder do. Both come from the creator that Fabric
 * authenticated, never from arguments.
 *
 * @param memberId the MSP id, which is the member's id
 * @param roles in the order of {@link Role}
 * @param person SHA-256 over the member's id and the certificate's subject: the same for all certificates of one person, renewed or not.
 *     Zeros where nobody in particular acts, and then nothing can be done that needs a person
 */
public record Caller(String memberId, Set<Role> roles, Blob person) {
    private static final Blob NOBODY = Blob.of(new byte[32]);

    /** Nobody in particular. */
    public Caller(String memberId, Set<Role> roles) {
        this(memberId, roles, NOBODY);
    }

    public Caller {
        EnumSet<Role> copy = EnumSet.noneOf(Role.class);
        copy.addAll(roles);
        roles = Collections.unmodifiableSet(copy);
    }

    public boolean has(Role role) {
        return roles.contains(role);
    }

    /**
     * Reads the roles from the attribute {@code clearing.role} of an X.509 certificate, and the person from its subject.
     *
     * @param certificate PEM or DER
     * @throws MalformedInput when the bytes are no certificate or its attribute extension is not well formed
     */
    public static Caller fromCertificate(String mspId, byte[] certificate) {
        X509Certificate x509;
        try {
            x509 = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
        } catch (CertificateException e) {
            throw new MalformedInput(ResultCode.MALFORMED, "creator", "the creator is not an X.509 certificate");
        }
        Blob person = person(mspId, x509.getSubjectX500Principal());
        byte[] extension = x509.getExtensionValue(CertificateAttributes.OID);
        if (extension == null) {
            return new Caller(mspId, EnumSet.noneOf(Role.class), person);
        }
        String json = new String(CertificateAttributes.unwrapOctetString(extension), StandardCharsets.UTF_8);
        return new Caller(mspId, rolesOf(CertificateAttributes.value(json, "clearing.role")), person);
    }

    /** The subject in its canonical form, so that letter case, blanks and the kind of text make nobody another person. */
    private static Blob person(String mspId, X500Principal subject) {
        String name = mspId + "\n" + subject.getName(X500Principal.CANONICAL);
        return Blob.of(Bytes.sha256(name.getBytes(StandardCharsets.UTF_8)));
    }

    private static EnumSet<Role> rolesOf(String attribute) {
        EnumSet<Role> roles = EnumSet.noneOf(Role.class);
        for (String word : attribute.split(",", -1)) {
            for (Role role : Role.values()) {
                if (role.attribute().equals(word.trim())) {
                    roles.add(role);
                }
            }
        }
        return roles;
    }
}
