package clearing.reconcile;

import java.util.List;

/**
 * Why items were put together.
 *
 * @param score how sure it is, 0 to 1000
 * @param reason in words
 * @param differences the fields that the two sides tell differently
 */
public record Evidence(int score, String reason, List<FieldDifference> differences) {
    /** Nothing differs, and the rule says all. */
    public static final Evidence EXACT = new Evidence(1000, "", List.of());

    public Evidence {
        if (score < 0 || score > 1000) {
            throw new IllegalArgumentException("a score is 0 to 1000: " + score);
        }
        differences = List.copyOf(differences);
    }
}
