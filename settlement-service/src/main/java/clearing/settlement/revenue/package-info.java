/** Agreements about shared revenue as the member's database has them. */
@NullMarked
package clearing.settlement.revenue;

import org.jspecify.annotations.NullMarked;
