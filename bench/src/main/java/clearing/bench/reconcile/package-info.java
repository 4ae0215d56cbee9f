/** The cost of reconciliation: from files to durable verdicts, matching alone, its growth, its latency, and what it finds. */
@NullMarked
package clearing.bench.reconcile;

import org.jspecify.annotations.NullMarked;
