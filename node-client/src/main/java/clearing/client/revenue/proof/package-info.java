/**
 * Statements that a stranger calculates again, offline: what a run went by, as the ledger holds it, and the check that it leads to what was
 * stated and paid.
 */
@NullMarked
package clearing.client.revenue.proof;

import org.jspecify.annotations.NullMarked;
