/** How much gridlock resolution and free selection settle, against exact optima and bounds. */
@NullMarked
package clearing.bench.gridlock;

import org.jspecify.annotations.NullMarked;
