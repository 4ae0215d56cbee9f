package clearing.reconcile;

/**
 * A field that the two sides tell differently, as text for people.
 *
 * @param field such as {@code amount}, {@code valueDate}
 * @param chain what the chain says, empty when it says nothing
 * @param books what the books say, empty when they say nothing
 */
public record FieldDifference(String field, String chain, String books) {}
