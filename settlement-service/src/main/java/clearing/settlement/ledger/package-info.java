/** The ledger tail: verified blocks in, one database transaction per block out. */
@NullMarked
package clearing.settlement.ledger;

import org.jspecify.annotations.NullMarked;
