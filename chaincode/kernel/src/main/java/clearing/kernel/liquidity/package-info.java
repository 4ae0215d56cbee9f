/**
 * Which of many waiting instructions settle with the value there is. Pure functions over positions that are numbers: gross in order,
 * bilateral offset, multilateral offset by gridlock resolution, the check of a set that somebody else proposes, and a free selection
 * that makes proposals. Integers only, no clock, no chance: the same input gives the same set everywhere.
 *
 * <p>The order rule, the theorem and its limits stand at {@link clearing.kernel.liquidity.Gridlock}.
 */
@NullMarked
package clearing.kernel.liquidity;

import org.jspecify.annotations.NullMarked;
