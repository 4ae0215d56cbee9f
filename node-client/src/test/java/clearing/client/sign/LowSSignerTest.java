package clearing.client.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clearing.client.TestHome;
import clearing.client.profile.IdentityFiles;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LowSSignerTest {
    private static final BigInteger ORDER =
            new BigInteger("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", 16);

    private final SigningIdentity trader = TestHome.identity("HarbourBrokers", "trader");

    @Test
    void the_platform_verifies_what_is_signed_and_s_is_low() throws Exception {
        for (int i = 0; i < 50; i++) {
            byte[] message = ("message " + i).getBytes(StandardCharsets.UTF_8);
            byte[] signature = trader.signer().sign(sha256(message));

            assertThat(verified(message, signature)).isTrue();
            BigInteger s = ((ASN1Integer) ASN1Sequence.getInstance(signature).getObjectAt(1)).getPositiveValue();
            assertThat(s).isLessThanOrEqualTo(ORDER.shiftRight(1));
        }
    }

    @Test
    void many_threads_sign_at_once() {
        List<Boolean> results = IntStream.range(0, 200)
                .parallel()
                .mapToObj(i -> {
                    byte[] message = ("thread " + i).getBytes(StandardCharsets.UTF_8);
                    try {
                        return verified(message, trader.signer().sign(sha256(message)));
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();

        assertThat(results).hasSize(200).containsOnly(true);
    }

    @Test
    void only_a_digest_is_signed() {
        assertThatThrownBy(() -> trader.signer().sign(new byte[31])).hasMessageContaining("31 bytes");
    }

    @Test
    void a_pkcs12_store_signs_like_a_pem_key(@TempDir Path folder) throws Exception {
        IdentityFiles pem = TestHome.user("HarbourBrokers", "trader");
        Path password = Files.writeString(folder.resolve("password"), "correct horse\n");
        Path store = store(folder.resolve("trader.p12"), pem, "correct horse");

        SigningIdentity loaded =
                SigningIdentity.load("HarbourBrokers", new IdentityFiles(store, store, Optional.of(password)));

        byte[] message = "by store".getBytes(StandardCharsets.UTF_8);
        assertThat(verified(message, loaded.signer().sign(sha256(message)))).isTrue();
    }

    @Test
    void a_wrong_password_is_named_without_being_shown(@TempDir Path folder) throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "wrong horse");
        Path store = store(folder.resolve("trader.p12"), TestHome.user("HarbourBrokers", "trader"), "correct horse");

        assertThatThrownBy(() ->
                        SigningIdentity.load("HarbourBrokers", new IdentityFiles(store, store, Optional.of(password))))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("trader.p12")
                .hasMessageNotContaining("horse");
    }

    @Test
    void a_key_of_another_certificate_is_refused() {
        IdentityFiles mixed = new IdentityFiles(
                TestHome.user("HarbourBrokers", "trader").certificate(),
                TestHome.user("HarbourBrokers", "agent").key(),
                Optional.empty());

        assertThatThrownBy(() -> SigningIdentity.load("HarbourBrokers", mixed))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("does not belong");
    }

    @Test
    void a_file_that_is_no_key_is_named_without_its_contents(@TempDir Path folder) throws Exception {
        Path key = Files.writeString(
                folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n");
        IdentityFiles files =
                new IdentityFiles(TestHome.user("HarbourBrokers", "trader").certificate(), key, Optional.empty());

        assertThatThrownBy(() -> SigningIdentity.load("HarbourBrokers", files))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("key.pem")
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("c2VjcmV0");
    }

    @Test
    void nothing_of_the_key_is_printed() {
        assertThat(trader.signer().toString()).isEqualTo("LowSSigner[P-256]");
        assertThat(trader.toString()).startsWith("HarbourBrokers/").contains("trader");
    }

    private boolean verified(byte[] message, byte[] signature) throws Exception {
        Signature verifier = Signature.getInstance("SHA256withECDSA");
        verifier.initVerify(trader.certificate().getPublicKey());
        verifier.update(message);
        return verifier.verify(signature);
    }

    private static byte[] sha256(byte[] message) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(message);
    }

    private static Path store(Path file, IdentityFiles pem, String password) throws Exception {
        String base64 = Files.readString(pem.key()).replaceAll("-----[A-Z ]+-----|\\s", "");
        PrivateKey key = KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        X509Certificate certificate = KeyFiles.certificate(pem.certificate());
        store.setKeyEntry("trader", key, password.toCharArray(), new X509Certificate[] {certificate});
        try (var out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
        return file;
    }
}
