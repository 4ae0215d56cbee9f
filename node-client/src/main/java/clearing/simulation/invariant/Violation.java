package clearing.simulation.invariant;

/** Something that must always hold does not. */
public final class Violation extends RuntimeException {
    private final String invariant;

    public Violation(String invariant, String sentence) {
        super(sentence);
        this.invariant = invariant;
    }

    /** Its number, such as {@code INV-01}. */
    public String invariant() {
        return invariant;
    }
}
