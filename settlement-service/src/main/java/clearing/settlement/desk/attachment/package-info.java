/** Files attached to breaks. */
@NullMarked
package clearing.settlement.desk.attachment;

import org.jspecify.annotations.NullMarked;
