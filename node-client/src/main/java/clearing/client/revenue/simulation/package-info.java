/**
 * What terms would come to over past or assumed facts, without a ledger.
 */
@NullMarked
package clearing.client.revenue.simulation;

import org.jspecify.annotations.NullMarked;
