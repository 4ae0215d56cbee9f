/** Planted bugs are planted and found. */
@NullMarked
package clearing.bench.simulate;

import org.jspecify.annotations.NullMarked;
