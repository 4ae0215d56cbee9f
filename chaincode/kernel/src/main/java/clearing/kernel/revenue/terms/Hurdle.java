package clearing.kernel.revenue.terms;

/** What must be exceeded before a share of the excess is due. */
public sealed interface Hurdle {
    /** @param amount minor units of the agreement's currency */
    record Amount(long amount) implements Hurdle {}

    /** A benchmark that is reported, of money. */
    record OfMeasure(String measure) implements Hurdle {}

    /** @param rate millionths of a measure of money, such as 2 % of the assets under management */
    record PercentOf(String measure, long rate) implements Hurdle {}
}
