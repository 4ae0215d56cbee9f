/** The facts of the member's tables that messages are made from. */
@NullMarked
package clearing.settlement.messages;

import org.jspecify.annotations.NullMarked;
