package clearing.devnet.ca;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;

/** One certificate authority of one member: it signs, and it knows what Fabric asks of a certificate. */
final class Authority {

    /** The extension in which Fabric keeps attributes: the bytes of {@code {"attrs":{name:value}}}, not wrapped again. */
    static final ASN1ObjectIdentifier ATTRIBUTES = new ASN1ObjectIdentifier("1.2.3.4.5.6.7.8.1");

    /** A certificate is valid a little before it is made, for verifiers whose clock is behind. */
    private static final long CLOCK_SKEW_MINUTES = 5;

    private static final int SERIAL_BITS = 127;

    private final X509Certificate certificate;
    private final Optional<PrivateKey> key;
    private final SecureRandom random;

    /**
     * @param certificate the authority's own
     * @param key its private key; empty when it is kept elsewhere, in which case nothing can be issued
     */
    Authority(X509Certificate certificate, Optional<PrivateKey> key, SecureRandom random) {
        this.certificate = certificate;
        this.key = key;
        this.random = random;
    }

    X509Certificate certificate() {
        return certificate;
    }

    boolean canIssue() {
        return key.isPresent();
    }

    /** Makes a self-signed authority. */
    static X509Certificate selfSigned(Subject subject, KeyPair keys, Validity validity, SecureRandom random)
            throws IOException {
        var name = subject.name();
        var builder = new JcaX509v3CertificateBuilder(
                name, serial(random), validity.from(), validity.until(), name, keys.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        builder.addExtension(
                Extension.keyUsage,
                true,
                new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyCertSign | KeyUsage.cRLSign));
        builder.addExtension(
                Extension.subjectKeyIdentifier, false, identifiers().createSubjectKeyIdentifier(keys.getPublic()));
        return sign(builder, keys.getPrivate());
    }

    /** Issues a certificate that ends no later than this authority's own. */
    @SuppressWarnings("JavaUtilDate") // the builder and the certificate speak java.util.Date
    X509Certificate issue(Subject subject, PublicKey holder, Validity validity) throws IOException {
        var signingKey = key.orElseThrow(() -> new IllegalStateException("the authority's key is not here"));
        var end = validity.until().before(certificate.getNotAfter()) ? validity.until() : certificate.getNotAfter();
        var builder = new JcaX509v3CertificateBuilder(
                certificate,
                serial(random),
                validity.from(),
                end,
                new X500Principal(subject.name().getEncoded()),
                holder);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                identifiers().createAuthorityKeyIdentifier(certificate.getPublicKey()));
        builder.addExtension(
                Extension.subjectKeyIdentifier, false, identifiers().createSubjectKeyIdentifier(holder));
        if (subject.hosts().isEmpty()) {
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        } else {
            addServerExtensions(builder, subject);
        }
        if (subject.roles().isPresent()) {
            var json = "{\"attrs\":{\"clearing.role\":\"" + subject.roles().get() + "\"}}";
            builder.addExtension(ATTRIBUTES, false, json.getBytes(StandardCharsets.UTF_8));
        }
        return sign(builder, signingKey);
    }

    private static void addServerExtensions(X509v3CertificateBuilder builder, Subject subject) throws IOException {
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyAgreement));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
            KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
        }));
        var names = subject.hosts().stream()
                .map(host -> new GeneralName(isAddress(host) ? GeneralName.iPAddress : GeneralName.dNSName, host))
                .toArray(GeneralName[]::new);
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
    }

    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key) {
        try {
            return new JcaX509CertificateConverter().getCertificate(builder.build(new LowSSigner(key)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that cannot be read back", e);
        }
    }

    private static BigInteger serial(SecureRandom random) {
        return new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE);
    }

    private static JcaX509ExtensionUtils identifiers() {
        try {
            return new JcaX509ExtensionUtils();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no SHA-1 for key identifiers", e);
        }
    }

    /**
     * When a certificate is valid, to the second, which is all that X.509 keeps.
     *
     * @param from the first moment
     * @param until the last
     */
    record Validity(Date from, Date until) {

        static Validity startingAt(Instant now, long days) {
            var start = now.truncatedTo(ChronoUnit.SECONDS);
            return new Validity(
                    Date.from(start.minus(CLOCK_SKEW_MINUTES, ChronoUnit.MINUTES)),
                    Date.from(start.plus(days, ChronoUnit.DAYS)));
        }
    }
}
