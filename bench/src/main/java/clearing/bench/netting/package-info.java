/** The cost and the quality of netting. */
@NullMarked
package clearing.bench.netting;

import org.jspecify.annotations.NullMarked;
