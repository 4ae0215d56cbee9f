package clearing.settlement.api;

import clearing.client.profile.IdentityFiles;
import clearing.client.sign.SigningIdentity;
import clearing.settlement.ledger.SimulatedChain;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A member's identity that is its own root. */
final class TestSigner {
    private record Made(SigningIdentity identity, String certificate) {}

    private static final Made MADE = make();

    private TestSigner() {}

    static SigningIdentity identity() {
        return MADE.identity();
    }

    /** Its certificate, PEM. */
    static String certificate() {
        return MADE.certificate();
    }

    private static Made make() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair keys = generator.generateKeyPair();
            X500Name name = new X500Name("CN=" + SimulatedChain.HARBOUR);
            String certificate = pem(new JcaX509v3CertificateBuilder(
                            name,
                            BigInteger.ONE,
                            Date.from(Instant.parse("2026-01-01T00:00:00Z")),
                            Date.from(Instant.parse("2036-01-01T00:00:00Z")),
                            name,
                            keys.getPublic())
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
            Path folder = Files.createTempDirectory("signer");
            try {
                Path file = Files.writeString(folder.resolve("certificate.pem"), certificate);
                Path key = Files.writeString(
                        folder.resolve("key.pem"), pem(new JcaPKCS8Generator(keys.getPrivate(), null)));
                return new Made(
                        SigningIdentity.load(SimulatedChain.HARBOUR, new IdentityFiles(file, key, Optional.empty())),
                        certificate);
            } finally {
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }
}
