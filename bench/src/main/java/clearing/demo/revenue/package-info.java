/**
 * The part of the demonstration's day in which members share revenue: two agreements signed, measured, challenged, calculated, corrected and
 * paid, and what each member's own books say of it.
 */
@NullMarked
package clearing.demo.revenue;

import org.jspecify.annotations.NullMarked;
