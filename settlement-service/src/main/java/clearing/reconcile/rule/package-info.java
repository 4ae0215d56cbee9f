/**
 * Rules that put items together beyond equal references: within tolerance, by fields, by a reference hidden in free text, by group, by
 * subset sum, by exchange rate, and reversals within one side.
 *
 * <p>Pure, like the engine: each rule is a function of what is open. A rule proposes only what is beyond doubt as automatic: one candidate
 * each way. Where there are two, it suggests, with a score and the reason in words, and a person decides.
 */
@NullMarked
package clearing.reconcile.rule;

import org.jspecify.annotations.NullMarked;
