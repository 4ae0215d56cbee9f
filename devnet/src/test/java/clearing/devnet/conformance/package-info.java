/**
 * What any ledger must do that this product runs on, told by Fabric's own client and Fabric's own chaincode shim. The
 * suite starts an embedded ledger; with the system property {@code clearing.ledger.home} it runs against the ledger of
 * that home instead, on which {@link clearing.devnet.conformance.ConformanceChaincode} must be defined.
 */
@NullMarked
package clearing.devnet.conformance;

import org.jspecify.annotations.NullMarked;
