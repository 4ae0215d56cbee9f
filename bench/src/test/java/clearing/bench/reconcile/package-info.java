/** What the benchmarks of reconciliation draw and how they count. */
@NullMarked
package clearing.bench.reconcile;

import org.jspecify.annotations.NullMarked;
