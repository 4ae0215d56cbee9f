/**
 * Positions: one page per member and settlement lane with all assets of the member's accounts, and what each issuer has issued.
 *
 * <p>Invariant (conservation): for each asset the sum over all positions, available and held, equals what its issuer has issued.
 * The kernel asserts the change of both inside every batch, before anything is written.
 */
@NullMarked
package clearing.kernel.balance;

import org.jspecify.annotations.NullMarked;
