/**
 * Gross settlement in rounds: an affirmed trade's legs move together or not at all, and no position goes below zero.
 *
 * <p>DvP model 1 (BIS, 1992) and PvP are instructions of two legs, a payment is one of one leg. Rounds of a lane are serial by
 * construction: each reads and writes the lane's journal key.
 */
@NullMarked
package clearing.kernel.settlement;

import org.jspecify.annotations.NullMarked;
