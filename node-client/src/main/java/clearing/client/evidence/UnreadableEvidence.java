package clearing.client.evidence;

/** A file that is no evidence pack, or that cannot be read as one. */
public final class UnreadableEvidence extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableEvidence(String sentence) {
        super(sentence);
    }
}
