/** Defaults played through on a copy of the ledger's state by the kernel itself: drills and stress tests. Nothing is sent. */
@NullMarked
package clearing.client.drill;

import org.jspecify.annotations.NullMarked;
