package clearing.kernel;

/** Bytes that are no value of the canonical encoding. Nothing of the input has taken effect. */
public final class MalformedInput extends RuntimeException {
    private final ResultCode code;
    private final String field;
    private final String sentence;

    public MalformedInput(ResultCode code, String field, String sentence) {
        super(sentence);
        this.code = code;
        this.field = field;
        this.sentence = sentence;
    }

    public ResultCode code() {
        return code;
    }

    /** The field at fault, as a path such as {@code batch[2].page.count}. */
    public String field() {
        return field;
    }

    /** What is wrong, for people. */
    public String sentence() {
        return sentence;
    }
}
