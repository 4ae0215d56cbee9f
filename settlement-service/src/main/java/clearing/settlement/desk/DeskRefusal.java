package clearing.settlement.desk;

/** What the desk does not do, and why. Nothing has changed. The sentence is for the caller. */
public final class DeskRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Code {
        /** What is named does not exist. */
        NOT_FOUND,
        /** One input is at fault. */
        INVALID,
        /** The state of things does not allow it now. */
        CONFLICT,
        /** The filter lets through another number of breaks than the caller was shown. */
        COUNT_DIFFERS,
        /** Who proposed, or decided before, cannot decide. */
        OWN_PROPOSAL,
        /** Nothing waits for a decision any more. */
        ALREADY_DECIDED,
        /** What the proposal stands on has changed since. */
        STALE,
        /** It is more than the roles of those concerned may decide. */
        OVER_AUTHORITY,
        /** The file is of no kind that is taken. */
        FILE_TYPE,
        /** It is larger than is taken. */
        TOO_LARGE
    }

    private final Code code;
    private final String field;

    private DeskRefusal(Code code, String field, String sentence) {
        super(sentence, null, false, false);
        this.code = code;
        this.field = field;
    }

    /** A refusal that no single input is at fault for. */
    public static DeskRefusal of(Code code, String sentence) {
        return new DeskRefusal(code, "", sentence);
    }

    /** A refusal of one input. */
    public static DeskRefusal invalid(String field, String sentence) {
        return new DeskRefusal(Code.INVALID, field, sentence);
    }

    public Code code() {
        return code;
    }

    /** The input at fault, or empty. */
    public String field() {
        return field;
    }

    /** What the caller is told. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
