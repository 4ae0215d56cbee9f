package clearing.settlement.matching.rule;

/** A rule set that cannot be used: the field at fault, such as {@code rules[2].tolerance.basisPoints}, and why. */
public final class BadRuleSet extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String sentence;

    public BadRuleSet(String field, String sentence) {
        super(sentence);
        this.field = field;
        this.sentence = sentence;
    }

    /** What is wrong. */
    public String sentence() {
        return sentence;
    }

    /** Where in the document. */
    public String field() {
        return field;
    }
}
