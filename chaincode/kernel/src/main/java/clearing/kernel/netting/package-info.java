/**
 * Netting: many obligations become few. Per netting set (asset, agreement, lane) each member's incoming and outgoing obligations are
 * summed to one net, nets become payments of the smallest total value, and a novation names every obligation that they replace by
 * the root of a Merkle tree, so that each member finds its own in it.
 *
 * <p>Pure functions over integers in minor units. A sum that leaves 64 bits is an error and never wraps. Members and sets are
 * numbered by the caller, in the order of their ids; all results follow that order.
 */
@NullMarked
package clearing.kernel.netting;

import org.jspecify.annotations.NullMarked;
