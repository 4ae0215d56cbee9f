package clearing.client.certificate;

/** A check that fails, with the reason in a sentence. */
final class Refuted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refuted(String sentence) {
        super(sentence);
    }
}
