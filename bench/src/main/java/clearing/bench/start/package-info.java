/** How soon the embedded ledger answers. */
@NullMarked
package clearing.bench.start;

import org.jspecify.annotations.NullMarked;
