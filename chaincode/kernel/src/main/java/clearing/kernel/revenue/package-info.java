/**
 * Revenue splits: agreements that all parties signed, facts that they report, and runs that compute and pay what each is due.
 *
 * <p>An agreement moves no value by itself. A run writes its statement and, in the same transaction, affirmed payments between its
 * parties; they settle in the lane like all others. What is withheld or disputed goes to an escrow account by the same way.
 */
@NullMarked
package clearing.kernel.revenue;

import org.jspecify.annotations.NullMarked;
