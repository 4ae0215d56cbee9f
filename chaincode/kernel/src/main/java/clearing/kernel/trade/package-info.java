/**
 * Trades in pages: the unit of business is a trade, the unit of ledger I/O is a page.
 *
 * <p>A page is many trades of one author against one counterparty, immutable and content-hashed. Beside it stands a status page with a
 * header and two bytes per trade, which is all that affirmation, cancellation and idempotency read.
 *
 * <pre>
 * ALLEGED -> AFFIRMED -> QUEUED -> SETTLED
 *     |          |          |
 *     |          +----------+--> FAILED (overdue), CANCELLED (both sides asked, or an amendment affirmed), ALLOCATED (split)
 *     +--> REJECTED, CANCELLED (both sides asked), EXPIRED (overdue)
 * </pre>
 *
 * A settled trade is never undone; a reversal is a new trade that names the settled one and mirrors it. An amendment is a new trade that names
 * an open one: affirming it cancels that one in the same step.
 */
@NullMarked
package clearing.kernel.trade;

import org.jspecify.annotations.NullMarked;
