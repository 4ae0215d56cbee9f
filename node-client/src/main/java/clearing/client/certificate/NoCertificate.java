package clearing.client.certificate;

/** There is nothing of which a certificate could be made: what was asked for is not on the ledger, or is not valid. */
public final class NoCertificate extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoCertificate(String sentence) {
        super(sentence);
    }
}
