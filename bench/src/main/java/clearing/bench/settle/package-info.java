/** The settle benchmark: pages against the usual design, on the same network in the same run. */
@NullMarked
package clearing.bench.settle;

import org.jspecify.annotations.NullMarked;
