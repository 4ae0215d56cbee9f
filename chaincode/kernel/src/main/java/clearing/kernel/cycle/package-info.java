/**
 * Settlement cycles on the ledger: trades are taken in when they are affirmed, a cut-off is a fence that no late envelope passes, the nets
 * of each pair of members follow from what was taken in, all pairs settle together or what is short is carried into the next cycle.
 *
 * <p>No key is shared by members that affirm: what a pair gave to a cycle stands under keys of its own, which only the affirming side
 * writes, in strands of page numbers, so that pages in flight do not disturb each other. After the cut-off nobody writes them any more,
 * and their names follow from the constitution: so whoever nets a cycle reads them all and can leave out none.
 */
@NullMarked
package clearing.kernel.cycle;

import org.jspecify.annotations.NullMarked;
