/**
 * Exact fractions, and the sharing of whole units by largest remainder with a carry.
 */
@NullMarked
package clearing.kernel.revenue.exact;

import org.jspecify.annotations.NullMarked;
