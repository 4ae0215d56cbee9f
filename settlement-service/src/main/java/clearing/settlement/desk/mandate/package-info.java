/** Mandates to resolve small breaks without asking, metered by the day. */
@NullMarked
package clearing.settlement.desk.mandate;

import org.jspecify.annotations.NullMarked;
