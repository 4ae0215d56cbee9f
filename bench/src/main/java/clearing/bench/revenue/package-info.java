/** The cost of shared revenue: from metered facts to a statement, and of many agreements. */
@NullMarked
package clearing.bench.revenue;

import org.jspecify.annotations.NullMarked;
