/** A member's business on the ledger: trade files, pages, affirmation, funding and settlement. */
@NullMarked
package clearing.client.trade;

import org.jspecify.annotations.NullMarked;
