package clearing.client.evidence;

import clearing.client.certificate.Statements;
import clearing.client.certificate.UnreadableCertificate;
import clearing.client.sign.SigningIdentity;
import clearing.kernel.codec.Blob;
import clearing.kernel.codec.Bytes;
import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;

/** Makes the file of a pack: the same facts, certificates and identity make the same bytes. */
public final class EvidencePack {
    private EvidencePack() {}

    /**
     * Draws and signs.
     *
     * @param certificates by file name, as {@code clearing verify} reads them
     * @throws clearing.client.certificate.UnreadableCertificate when one is none
     */
    public static byte[] make(EvidenceFacts facts, SortedMap<String, Blob> certificates, SigningIdentity signer) {
        List<EvidenceDocument.Named> named = new ArrayList<>();
        certificates.forEach((name, file) -> named.add(new EvidenceDocument.Named(
                name, HexFormat.of().formatHex(Bytes.sha256(file.bytes())), Statements.sentence(file.bytes()))));
        EvidenceDocument document = new EvidenceDocument(facts, named, identity(signer), Blob.of(new byte[0]));
        byte[] pdf = EvidencePdf.draw(document, certificates);
        try {
            byte[] signature = signer.repeatable().sign(Bytes.sha256(pdf));
            return with(pdf, document, document.signed(Blob.of(signature)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The member's key does not sign: " + e.getMessage(), e);
        }
    }

    /** Whether a file is a certificate that states something of the facts, and nothing that contradicts them; whether it is good is not asked. */
    public static boolean supports(EvidenceFacts facts, byte[] file) {
        if (!Statements.claimsToBe(file)) {
            return false;
        }
        try {
            return new ProvedFacts(facts).proves(Statements.of(file)).isPresent();
        } catch (UnreadableCertificate e) {
            return false;
        }
    }

    private static Blob identity(SigningIdentity signer) {
        return Blob.of(SerializedIdentity.newBuilder()
                .setMspid(signer.identity().getMspId())
                .setIdBytes(ByteString.copyFrom(signer.identity().getCredentials()))
                .build()
                .toByteArray());
    }

    /** The file with one document in place of the other, which is as long and there once. */
    static byte[] with(byte[] pdf, EvidenceDocument there, EvidenceDocument now) {
        String old = new String(EvidenceFormat.write(there), StandardCharsets.US_ASCII);
        String file = new String(pdf, StandardCharsets.ISO_8859_1);
        int at = file.indexOf(old);
        if (at < 0 || file.indexOf(old, at + 1) >= 0) {
            throw new UnreadableEvidence("The facts are not embedded once, as they are written.");
        }
        byte[] changed = pdf.clone();
        byte[] bytes = EvidenceFormat.write(now);
        System.arraycopy(bytes, 0, changed, at, bytes.length);
        return changed;
    }

    /** What the member signed: the file before there was a signature in it. */
    static byte[] unsigned(byte[] pdf, EvidenceDocument document) {
        return with(pdf, document, document.signed(Blob.of(new byte[0])));
    }

    static byte[] drawn(EvidenceDocument document, Map<String, Blob> certificates) {
        return EvidencePdf.draw(document.signed(Blob.of(new byte[0])), certificates);
    }
}
