/**
 * The peer's side of chaincode as a service: it dials a chaincode server, has transactions run there and answers what
 * they ask of the ledger.
 */
@NullMarked
package clearing.devnet.chaincode;

import org.jspecify.annotations.NullMarked;
