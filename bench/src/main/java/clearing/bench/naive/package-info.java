/**
 * The usual design, as the baseline of the benchmarks: one trade per transaction, and balances that each transaction reads and writes.
 * It serves on the same network in the same run as the product; nothing of the product uses it.
 */
@NullMarked
package clearing.bench.naive;

import org.jspecify.annotations.NullMarked;
