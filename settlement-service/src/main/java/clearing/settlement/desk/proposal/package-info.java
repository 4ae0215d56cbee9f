/** What only two may do: proposals, their decisions and what follows from them. */
@NullMarked
package clearing.settlement.desk.proposal;

import org.jspecify.annotations.NullMarked;
