/** Saved filters of the list of breaks. */
@NullMarked
package clearing.settlement.desk.filter;

import org.jspecify.annotations.NullMarked;
