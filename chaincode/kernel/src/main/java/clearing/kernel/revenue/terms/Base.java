package clearing.kernel.revenue.terms;

/** What a share is a share of. */
public sealed interface Base {
    /** All revenue of the period. */
    record Pool() implements Base {}

    /** What the clauses before have left of the pool. */
    record Remainder() implements Base {}

    /** A measure of money, in the agreement's currency. Below zero counts as zero. */
    record OfMeasure(String measure) implements Base {}
}
