/**
 * What members pledge, what it is worth, and how far it covers them.
 *
 * <p>Pledged value stays in the member's own position as held value, so conservation needs nothing new. Prices are exact ratios that the
 * valuer named by the rulebook attests for a date; they are superseded, never changed, and a stale one counts as zero. All
 * values are integers, rounded down, against the member that pledges.
 */
@NullMarked
package clearing.kernel.collateral;

import org.jspecify.annotations.NullMarked;
