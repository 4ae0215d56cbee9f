/**
 * Two-sided matching: both sides instruct, and the ledger compares.
 *
 * <p>The side that alleges records a page of trades; the other records its own view as a page of instructions, which stands apart and
 * never settles. A match compares pairs of the two field by field under the lane's {@link clearing.kernel.rulebook.MatchingRule}. What
 * agrees is affirmed on the page of trades and the instruction is closed, so one trade settles once. What differs stays alleged, and the
 * fields that differ are kept with the instruction.
 */
@NullMarked
package clearing.kernel.matching;

import org.jspecify.annotations.NullMarked;
