/** The member's journal of a day, as a file from which its tree is anchored and its entries are proved. */
@NullMarked
package clearing.settlement.journal;

import org.jspecify.annotations.NullMarked;
