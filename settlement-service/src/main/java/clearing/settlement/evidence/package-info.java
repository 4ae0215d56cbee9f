/** What goes into the evidence packs of breaks and of days, from the member's own database. */
@NullMarked
package clearing.settlement.evidence;

import org.jspecify.annotations.NullMarked;
