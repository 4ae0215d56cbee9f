package clearing.client.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.client.profile.ProfileReader;
import clearing.client.sign.SigningIdentity;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** A good certificate, and an issuer that changes it and signs what it forged, so that its signature does not give it away. */
final class Forger {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final class Holder {
        static final Certificate GOOD = make();
    }

    private Forger() {}

    static Certificate good() {
        return Holder.GOOD;
    }

    private static Certificate make() {
        try {
            Path file = Files.createTempDirectory("forger").resolve("certificate.json");
            Path profile = SettledDay.get().profile("HarbourBrokers");
            assertThat(SettledDay.run("certificate", "-p", profile, "--reference", "HB-2", "-o", file)
                            .exit())
                    .isZero();
            return CertificateFormat.read(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The good certificate as a tree to change. */
    static ObjectNode tree() {
        try {
            return (ObjectNode) JSON.readTree(CertificateFormat.write(good()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TrustAnchor genesis() {
        return TrustAnchor.genesis(SettledDay.get().genesis());
    }

    static TrustAnchor roots() {
        return TrustAnchor.roots(SettledDay.get().roots());
    }

    /** The name of the check that refuses the file, "format" when it cannot be read, empty when it is good. */
    static String refusal(byte[] file, TrustAnchor anchor) {
        try {
            return CertificateVerifier.verify(file, anchor)
                    .failure()
                    .map(Check::name)
                    .orElse("");
        } catch (UnreadableCertificate e) {
            return "format";
        }
    }

    static Certificate issuedAgain(Certificate forged) {
        SigningIdentity issuer =
                SigningIdentity.load(ProfileReader.read(SettledDay.get().profile("HarbourBrokers")), "reader");
        return forged.signed(PeerQuestions.sign(issuer, ByteString.copyFrom(CertificateFormat.toSign(forged))));
    }

    static String refusalOf(Certificate forged) {
        byte[] file = CertificateFormat.write(issuedAgain(forged));
        String check = refusal(file, genesis());
        assertThat(refusal(file, roots())).isNotEmpty();
        return check;
    }

    /** The good certificate, changed. */
    static Certificate with(UnaryOperator<ObjectNode> change) {
        return CertificateFormat.parse(change.apply(tree()).toString().getBytes(StandardCharsets.UTF_8));
    }

    static ObjectNode at(ObjectNode tree, String path) {
        return (ObjectNode) tree.at(path);
    }

    static ArrayNode list(ObjectNode tree, String path) {
        return (ArrayNode) tree.at(path);
    }
}
