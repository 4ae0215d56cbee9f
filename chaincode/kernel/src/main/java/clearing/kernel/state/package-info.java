/**
 * The ledger as the kernel sees it: keys with byte values, an overlay with savepoints, and digests that anyone can compute.
 */
@NullMarked
package clearing.kernel.state;

import org.jspecify.annotations.NullMarked;
