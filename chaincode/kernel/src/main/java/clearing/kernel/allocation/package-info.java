/**
 * Allocation: one side of an affirmed block trade splits it over its own accounts. The parts sum exactly to the block in every leg and
 * change nothing for the other side, so they are affirmed as they come and settle each on its own; the block settles no more.
 */
@NullMarked
package clearing.kernel.allocation;

import org.jspecify.annotations.NullMarked;
