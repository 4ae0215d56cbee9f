package clearing.client.liquidity;

import java.util.Comparator;
import java.util.List;

/**
 * A line of the obligations file.
 *
 * @param legs one, or two that settle together
 * @param partial may be settled in part
 * @param line in its file, which decides between equals
 */
record Instruction(String reference, List<Leg> legs, boolean urgent, boolean partial, long line) {
    /** Urgent before normal, then as the file has them. */
    static final Comparator<Instruction> RANK =
            Comparator.comparing((Instruction i) -> !i.urgent()).thenComparingLong(Instruction::line);

    /** @param amount minor units */
    record Leg(String from, String to, String asset, long amount) {}
}
