package clearing.settlement.source;

/** A file of sources that cannot be used; the message names file, field and fault. */
public final class BadSources extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadSources(String sentence) {
        super(sentence, null, false, false);
    }
}
