/**
 * Agreements on the ledger: proposed, signed by all, in force by version.
 */
@NullMarked
package clearing.kernel.revenue.agreement;

import org.jspecify.annotations.NullMarked;
