/** Settlement cycles from a member's side: what the verified ledger says of them, the agent that moves them on, and a check that believes nobody. */
@NullMarked
package clearing.client.cycle;

import org.jspecify.annotations.NullMarked;
