package clearing.client.certificate;

import com.fasterxml.jackson.databind.JsonNode;

/** Certificates of either kind: of a trade or transaction, or of a result of a reconciliation. */
public final class Statements {
    private Statements() {}

    /** Whether the bytes say that they are a certificate. */
    public static boolean claimsToBe(byte[] file) {
        return ResultFormat.claimsToBe(file) || CertificateFormat.claimsToBe(file);
    }

    /**
     * What a certificate says; to be believed once it was verified.
     *
     * @throws UnreadableCertificate when the bytes are none
     */
    public static JsonNode of(byte[] file) {
        return ResultVerifier.reads(file)
                ? ResultFormat.read(file).statement()
                : CertificateFormat.read(file).statement();
    }

    /** The same in a sentence. */
    public static String sentence(byte[] file) {
        return of(file).path("sentence").asText();
    }

    /**
     * Verifies a certificate.
     *
     * @throws UnreadableCertificate when the bytes are none
     */
    public static Verdict verify(byte[] file, TrustAnchor anchor) {
        return ResultVerifier.reads(file)
                ? ResultVerifier.verify(file, anchor)
                : CertificateVerifier.verify(file, anchor);
    }
}
