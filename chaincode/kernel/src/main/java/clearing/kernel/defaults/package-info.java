/**
 * A member's default: signed by the committee, frozen, closed out, and its loss borne in a fixed order.
 *
 * <p>Close-out netting makes of all open trades with a counterparty one sum in the currency of account, at prices that the default keeps
 * from their first use on. The waterfall then brings cash into the defaulter's account, step by step, and pays the claims from there;
 * each step stands on the ledger with what was missing before and after it and each member's exact share. Nothing here is a member's
 * choice: the same state gives the same shares, so the same code serves a stress test on a copy of the state.
 */
@NullMarked
package clearing.kernel.defaults;

import org.jspecify.annotations.NullMarked;
