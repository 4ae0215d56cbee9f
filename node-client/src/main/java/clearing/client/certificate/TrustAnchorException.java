package clearing.client.certificate;

/** Root certificates or a genesis block that cannot be read. */
public final class TrustAnchorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TrustAnchorException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    TrustAnchorException(String sentence) {
        super(sentence);
    }
}
