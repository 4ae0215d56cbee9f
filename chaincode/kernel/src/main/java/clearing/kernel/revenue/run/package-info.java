/**
 * Runs: what a period's calculation comes to for each party, as a statement with its payments, and what stands in escrow.
 */
@NullMarked
package clearing.kernel.revenue.run;

import org.jspecify.annotations.NullMarked;
