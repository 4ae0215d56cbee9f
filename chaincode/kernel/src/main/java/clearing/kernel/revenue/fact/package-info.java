/**
 * Measures that a party reports on the ledger: in parts or at once, sealed, attested, challenged, superseded and never changed.
 */
@NullMarked
package clearing.kernel.revenue.fact;

import org.jspecify.annotations.NullMarked;
