package clearing.kernel.revenue.terms;

import clearing.kernel.revenue.exact.Fraction;
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

    /** What is withheld of an amount that a party is due: whole minor units, rounded down; nothing of what it owes. */
    public long withheld(String member, long due) {
        return due <= 0 || !from.contains(member)
                ? 0
                : Fraction.of(due).times(Fraction.ofMillionths(rate)).floor().longValueExact();
    }
}
