package clearing.kernel.revenue.terms;

import java.util.List;
import java.util.OptionalLong;

/**
 * Bounds of a clause's amount in one period.
 *
 * @param floor least amount, minor units of the agreement's currency
 * @param cap most
 * @param risesWith names of measures with which the amount must not fall: checked before anybody signs
 */
public record Limits(OptionalLong floor, OptionalLong cap, List<String> risesWith) {
    public static final Limits NONE = new Limits(OptionalLong.empty(), OptionalLong.empty(), List.of());

    public Limits {
        risesWith = List.copyOf(risesWith);
    }
}
