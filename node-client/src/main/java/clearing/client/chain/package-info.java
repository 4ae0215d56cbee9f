/** The ledger's blocks, believed only after their hash chain and their orderers' signatures were checked. */
@NullMarked
package clearing.client.chain;

import org.jspecify.annotations.NullMarked;
