/** Breaks that two institutions share on the ledger: whose turn it is, and the commands by which a person acts. */
@NullMarked
package clearing.settlement.shared;

import org.jspecify.annotations.NullMarked;
