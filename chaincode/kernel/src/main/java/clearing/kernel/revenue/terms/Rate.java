package clearing.kernel.revenue.terms;

import java.util.List;

/**
 * A percentage, and what moves it by percentage points.
 *
 * @param base millionths: 30 % is 300,000
 * @param changes each adds its points where its condition holds
 */
public record Rate(long base, List<RateChange> changes) {
    public Rate {
        changes = List.copyOf(changes);
    }
}
