/**
 * The seeded simulator of a whole network: members, peers, an orderer, clients, clearing agents and books in one thread, with faults,
 * around the real kernel. A seed and a version of the code replay exactly.
 */
@NullMarked
package clearing.simulation;

import org.jspecify.annotations.NullMarked;
