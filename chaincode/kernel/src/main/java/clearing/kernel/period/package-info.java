/**
 * Accounting periods of a lane. Value dates up to a day are closed by command, as the lane's {@link clearing.kernel.rulebook.PeriodRule}
 * allows; from then on nothing takes effect in them. What comes late is an adjusting entry: of an open value date, naming the closed one, the
 * trade that it adjusts and the reason.
 */
@NullMarked
package clearing.kernel.period;

import org.jspecify.annotations.NullMarked;
