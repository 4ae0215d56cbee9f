/**
 * Metered use: a million facts a day, of which the ledger holds the sum, the number and the root of each page, and the reporter alone the
 * detail. One fact is proved, or a whole page disclosed, against what the ledger holds.
 */
@NullMarked
package clearing.client.revenue.usage;

import org.jspecify.annotations.NullMarked;
