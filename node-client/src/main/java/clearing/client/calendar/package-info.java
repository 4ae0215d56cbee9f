/** Holiday calendars from CSV files, the product's own or a member's. */
@NullMarked
package clearing.client.calendar;

import org.jspecify.annotations.NullMarked;
