/** Settlement rounds over files instead of a ledger, for questions of the kind "what if". */
@NullMarked
package clearing.client.liquidity;

import org.jspecify.annotations.NullMarked;
