/** A member's connection profile: which ledger, through which gateways, as whom. */
@NullMarked
package clearing.client.profile;

import org.jspecify.annotations.NullMarked;
