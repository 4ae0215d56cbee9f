/** Obligations from CSV files, for netting without a ledger. */
@NullMarked
package clearing.client.netting;

import org.jspecify.annotations.NullMarked;
