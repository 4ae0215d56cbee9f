/** Endorsement: proposals are checked, run on chaincode, and what came out is signed by the peer. */
@NullMarked
package clearing.devnet.endorse;

import org.jspecify.annotations.NullMarked;
