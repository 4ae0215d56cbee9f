package clearing.kernel.matching;

/**
 * A field in which two sides differ.
 *
 * @param trade what the trade says, as {@link MatchField#value} writes it
 * @param instruction what the other side's instruction says
 */
public record Difference(MatchField field, String trade, String instruction) {}
