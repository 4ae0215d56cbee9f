package clearing.settlement.ledger;

import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates of people of a simulated chain. */
final class TestCertificates {
    private TestCertificates() {}

    /** A new certificate of that name, from that instant on, which carries every role. */
    static ByteString make(String name, Instant from) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair keys = generator.generateKeyPair();
            X500Name subject = new X500Name("CN=" + name);
            String attributes = "{\"attrs\":{\"clearing.role\":\"admin,trader,treasurer,agent,maker,checker\"}}";
            byte[] certificate = new JcaX509v3CertificateBuilder(
                            subject,
                            BigInteger.ONE,
                            Date.from(from),
                            Date.from(from.plusSeconds(1_000_000)),
                            subject,
                            keys.getPublic())
                    .addExtension(
                            new ASN1ObjectIdentifier("1.2.3.4.5.6.7.8.1"),
                            false,
                            attributes.getBytes(StandardCharsets.UTF_8))
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
                    .getEncoded();
            return ByteString.copyFrom(certificate);
        } catch (GeneralSecurityException | OperatorCreationException | java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
