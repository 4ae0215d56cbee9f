package clearing.client.certificate;

/** A file that is no certificate, or not in the one form in which certificates are written. */
public final class UnreadableCertificate extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableCertificate(String sentence) {
        super(sentence);
    }

    UnreadableCertificate(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
