/**
 * The ledger's state: versioned keys with consistent snapshots, what a transaction read and wrote, and the checks that
 * its reads still hold when it commits.
 */
@NullMarked
package clearing.devnet.state;

import org.jspecify.annotations.NullMarked;
