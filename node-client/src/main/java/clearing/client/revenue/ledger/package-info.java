/**
 * Revenue agreements as a member reads them from blocks that it verified: what is in force, what waits, what was stated.
 */
@NullMarked
package clearing.client.revenue.ledger;

import org.jspecify.annotations.NullMarked;
