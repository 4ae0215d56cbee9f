package clearing.devnet.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.junit.jupiter.api.Test;

class P256Test {

    @Test
    void a_new_pair_is_one_on_p_256_that_the_jdk_signs_and_verifies_with() throws Exception {
        var pair = P256.newKeyPair(new SecureRandom());
        var content = "content".getBytes(StandardCharsets.UTF_8);

        var signer = Signature.getInstance("SHA256withECDSA");
        signer.initSign(pair.getPrivate());
        signer.update(content);

        assertThat(verifies((ECPublicKey) pair.getPublic(), content, signer.sign()))
                .isTrue();
        assertThat(P256.publicKey((ECPublicKey) pair.getPublic())).isPresent();
        assertThat(pair.getPrivate().getFormat()).isEqualTo("PKCS#8");
    }

    @Test
    void a_scalar_outside_the_group_is_drawn_again() {
        var pair = P256.newKeyPair(new Drawing((byte) 0xff, (byte) 0x00, (byte) 0x11));

        assertThat(((ECPrivateKey) pair.getPrivate()).getS()).isEqualTo(new BigInteger("11".repeat(32), 16));
    }

    @Test
    void every_signature_verifies_and_has_the_lower_s() throws Exception {
        var pair = P256.newKeyPair(new SecureRandom());
        var key = (ECPrivateKey) pair.getPrivate();
        var half = key.getParams().getOrder().shiftRight(1);

        for (int i = 0; i < 64; i++) {
            var content = ("content " + i).getBytes(StandardCharsets.UTF_8);
            var signature = P256.sign(key, content);
            var s = ASN1Integer.getInstance(ASN1Sequence.getInstance(signature).getObjectAt(1));

            assertThat(s.getPositiveValue()).isLessThanOrEqualTo(half);
            assertThat(verifies((ECPublicKey) pair.getPublic(), content, signature))
                    .isTrue();
        }
    }

    @Test
    void a_key_on_another_curve_is_refused() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp384r1"));
        var pair = generator.generateKeyPair();

        assertThat(P256.publicKey((ECPublicKey) pair.getPublic())).isEmpty();
        assertThatThrownBy(() -> P256.sign((ECPrivateKey) pair.getPrivate(), new byte[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("P-256");
    }

    private static boolean verifies(ECPublicKey key, byte[] content, byte[] signature) throws GeneralSecurityException {
        var verifier = Signature.getInstance("SHA256withECDSA");
        verifier.initVerify(key);
        verifier.update(content);
        return verifier.verify(signature);
    }

    /** Fills what is asked for with the next of the given bytes. */
    private static final class Drawing extends SecureRandom {
        private static final long serialVersionUID = 1;

        private final byte[] fills;
        private int next;

        Drawing(byte... fills) {
            this.fills = fills;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            Arrays.fill(bytes, fills[next++]);
        }
    }
}
