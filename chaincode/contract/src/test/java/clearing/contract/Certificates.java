package clearing.contract;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;

/** Creators of transactions, with certificates as Fabric's certificate authority writes them. */
final class Certificates {
    private static final ASN1ObjectIdentifier ATTRIBUTES = new ASN1ObjectIdentifier("1.2.3.4.5.6.7.8.1");
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2036-01-01T00:00:00Z");

    private Certificates() {}

    /** A member's user with roles, such as {@code trader,agent}. */
    static byte[] creator(String member, String roles) {
        String attributes = "{\"attrs\":{\"hf.Affiliation\":\"\",\"hf.EnrollmentID\":\"user\",\"hf.Type\":\"client\","
                + "\"clearing.role\":\"" + roles + "\"}}";
        return serialized(member, pem(Optional.of(attributes)));
    }

    static byte[] creatorWithoutAttributes(String member) {
        return serialized(member, pem(Optional.empty()));
    }

    static byte[] creatorWithAttributes(String member, String attributes) {
        return serialized(member, pem(Optional.of(attributes)));
    }

    static byte[] serialized(String member, String certificate) {
        return SerializedIdentity.newBuilder()
                .setMspid(member)
                .setIdBytes(ByteString.copyFromUtf8(certificate))
                .build()
                .toByteArray();
    }

    private static String pem(Optional<String> attributes) {
        return pem(attributes, new X500Name("CN=user,OU=client"));
    }

    /** A certificate without attributes. */
    static String named(X500Name name) {
        return pem(Optional.empty(), name);
    }

    private static String pem(Optional<String> attributes, X500Name name) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair keys = generator.generateKeyPair();
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name, BigInteger.TWO, Date.from(FROM), Date.from(TO), name, keys.getPublic());
            if (attributes.isPresent()) {
                builder.addExtension(ATTRIBUTES, false, attributes.get().getBytes(StandardCharsets.UTF_8));
            }
            X509CertificateHolder certificate =
                    builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
            StringWriter text = new StringWriter();
            try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
                writer.writeObject(certificate);
            }
            return text.toString();
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException("a test certificate could not be made", e);
        }
    }
}
