/**
 * A member's journal of a day as a Merkle sum tree: its root is anchored on the ledger, single entries or a whole account are shown to a
 * stranger with proof that nothing was left out.
 */
@NullMarked
package clearing.client.journal;

import org.jspecify.annotations.NullMarked;
