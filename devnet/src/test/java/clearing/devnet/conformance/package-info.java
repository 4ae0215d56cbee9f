/**
 * What any ledger must do that this product runs on, told by Fabric's own client and Fabric's own chaincode shim. The classes
 * named {@code ...Test} run on an embedded ledger; {@link clearing.devnet.conformance.FabricConformanceIT} runs the same
 * tests on real Fabric.
 */
@NullMarked
package clearing.devnet.conformance;

import org.jspecify.annotations.NullMarked;
