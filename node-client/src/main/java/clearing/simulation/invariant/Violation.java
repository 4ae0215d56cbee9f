package clearing.simulation.invariant;

import java.util.List;

/** Something that must always hold does not. */
public final class Violation extends RuntimeException {
    private final String invariant;
    private final String sentence;

    public Violation(String invariant, String sentence) {
        super(sentence);
        this.invariant = invariant;
        this.sentence = sentence;
    }

    static Violation of(String invariant, String format, List<Object> arguments) {
        return new Violation(invariant, String.format(format, arguments.toArray()));
    }

    /** Its number, such as {@code INV-01}. */
    public String invariant() {
        return invariant;
    }

    /** What is wrong, for people. */
    public String sentence() {
        return sentence;
    }
}
