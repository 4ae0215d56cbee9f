package clearing.reconcile;

import java.util.List;

/**
 * On what a match rests.
 *
 * @param rule its name
 * @param version of the rule set
 * @param tolerated by how much the sides differ all the same; empty when they balance
 * @param agreement id of the {@link Agreement}; empty for a match that the items' own references make
 */
public record Grounds(String rule, int version, List<Tolerated> tolerated, Evidence evidence, String agreement) {
    public Grounds {
        tolerated = List.copyOf(tolerated);
    }

    /** A match that balances and whose rule says all. */
    public static Grounds exact(String rule, int version) {
        return new Grounds(rule, version, List.of(), Evidence.EXACT, "");
    }
}
