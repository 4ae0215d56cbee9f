package clearing.reconcile;

/** An agreement that cannot be made or undone. Nothing has changed. */
public final class AgreementRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Reason {
        /** It holds no item. */
        EMPTY,
        /** It names an item twice. */
        ITEM_TWICE,
        /** The sums of the two sides differ by something else than what is tolerated. */
        UNBALANCED,
        /** An item is not known. */
        UNKNOWN_ITEM,
        /** An item is in a match; an item is matched once only. */
        ALREADY_MATCHED,
        /** Another agreement that stands has the id. */
        ID_TAKEN,
        /** No agreement of that id stands. */
        UNKNOWN_AGREEMENT
    }

    private final Reason reason;
    private final String sentence;

    public AgreementRefused(Reason reason, String sentence) {
        super(sentence);
        this.reason = reason;
        this.sentence = sentence;
    }

    /** What is wrong, for people. */
    public String sentence() {
        return sentence;
    }

    /** What is wrong, for programs. */
    public Reason reason() {
        return reason;
    }
}
