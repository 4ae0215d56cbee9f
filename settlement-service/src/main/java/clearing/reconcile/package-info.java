/**
 * Matches what the chain posted for a member against what the member's books say, item by item, as either arrives.
 *
 * <p>The package is pure: no clock, no I/O, no threads of its own. {@link clearing.reconcile.Reconciler} takes one fact at a time
 * ({@link clearing.reconcile.Posting}, {@link clearing.reconcile.Booking}, {@link clearing.reconcile.UnsettledTrade}, the close of
 * a day) and answers with {@link clearing.reconcile.Verdict}s. The caller stores facts and verdicts in one transaction.
 *
 * <p>How it decides. Items that share a reference form a case. A case is judged by a pure function of its items and of the last
 * closed day, so the order of arrival leaves no trace; the engine re-judges a case when it changes and answers with the difference
 * to the judgement before. What is found missing on a side when its day closes is then looked for under a mistyped reference,
 * among the missing items of equal account, asset, amount, value date and counterparty, and taken only when there is one candidate.
 *
 * <p>Beyond that, people and rules put items together: an {@link clearing.reconcile.Agreement} binds items whatever their references
 * say, until it is undone. Rules ({@link clearing.reconcile.RuleBook}) run at the close of a day over what is broken then; what they
 * match stands like an agreement of people, is given at a restart like one, and is not made again once it was declined.
 *
 * <p>Invariants, held after every call:
 * <ul>
 *   <li>Every item is in exactly one of matched, broken and pending; counts and sums of the three add up to all items.
 *   <li>The amounts of a match balance per account and asset but for what its agreement tolerates; an item is in one match at most.
 *   <li>The result depends on the facts, the agreements that stand and the closed day, not on the order in which they came; what rules
 *       match at a close depends on what is broken then, and not on the order either.
 *   <li>A fact delivered twice has no second effect.
 *   <li>The cost of one fact depends on the size of its case, not on the size of the books.
 * </ul>
 */
@NullMarked
package clearing.reconcile;

import org.jspecify.annotations.NullMarked;
