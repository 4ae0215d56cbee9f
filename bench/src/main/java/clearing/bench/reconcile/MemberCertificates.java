package clearing.bench.reconcile;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates whose roles allow everything, for members of a chain that never leaves this process. */
final class MemberCertificates {
    private static final ASN1ObjectIdentifier ATTRIBUTES = new ASN1ObjectIdentifier("1.2.3.4.5.6.7.8.1");
    private static final String ROLES = "{\"attrs\":{\"clearing.role\":\"admin,trader,treasurer,agent\"}}";
    private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2027-11-01T00:00:00Z");

    private MemberCertificates() {}

    static Map<String, ByteString> of(List<String> members) {
        Map<String, ByteString> certificates = new HashMap<>();
        members.forEach(member -> certificates.put(member, certificate(member)));
        return certificates;
    }

    @SuppressWarnings("JavaUtilDate") // the builder speaks java.util.Date
    private static ByteString certificate(String member) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair keys = generator.generateKeyPair();
            X500Name name = new X500Name("CN=" + member);
            return ByteString.copyFrom(new JcaX509v3CertificateBuilder(
                            name, BigInteger.ONE, Date.from(FROM), Date.from(UNTIL), name, keys.getPublic())
                    .addExtension(ATTRIBUTES, false, ROLES.getBytes(StandardCharsets.UTF_8))
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
                    .getEncoded());
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("a certificate could not be made", e);
        }
    }
}
