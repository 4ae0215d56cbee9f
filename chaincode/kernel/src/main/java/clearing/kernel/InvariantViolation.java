package clearing.kernel;

/** A rule that must always hold does not: a defect, never a member's mistake. The batch is lost whole, on purpose. */
public final class InvariantViolation extends RuntimeException {
    public InvariantViolation(String sentence) {
        super(sentence);
    }

    public InvariantViolation(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
