/**
 * The kernel as Fabric chaincode: a thin adapter, served as a service, one server process per peer.
 *
 * <p>It reads who calls from the creator that Fabric authenticated, parses its own input strictly, asks the kernel, and writes what
 * the kernel answers. No rule of the business stands here.
 */
@NullMarked
package clearing.contract;

import org.jspecify.annotations.NullMarked;
