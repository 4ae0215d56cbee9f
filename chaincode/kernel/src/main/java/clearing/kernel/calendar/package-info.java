/**
 * Business days: holiday calendars as versioned data, roll conventions, T+n, joint calendars, cut-offs, and the settlement cycle that an
 * affirmed trade belongs to.
 *
 * <p>No clock and no time-zone database: an instant becomes a business date by the lane's fixed offset from UTC, and what a calendar
 * does not cover is an error, never a guess.
 */
@NullMarked
package clearing.kernel.calendar;

import org.jspecify.annotations.NullMarked;
