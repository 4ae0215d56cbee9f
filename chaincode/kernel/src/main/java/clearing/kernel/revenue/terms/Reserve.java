package clearing.kernel.revenue.terms;

import java.util.List;

/**
 * A part that is withheld.
 *
 * @param rate millionths of what a party is due in a period
 * @param from ids of the parties from whose shares it is withheld
 * @param months after the period's end; then it is released
 * @param votes how many parties must want it before it is drawn on
 */
public record Reserve(long rate, List<String> from, int months, int votes) {
    public Reserve {
        from = List.copyOf(from);
    }
}
