package clearing.kernel.calendar;

import java.time.LocalTime;
import java.util.Optional;

/**
 * Until when an obligation is taken into a cycle of the day.
 *
 * @param cycle number of the cycle, from 0
 * @param asset the asset that it holds for, or empty for all assets of the lane that have none of their own
 * @param time local time of the lane; what is affirmed at this time or later belongs to a later cycle
 */
public record CutOff(int cycle, Optional<String> asset, LocalTime time) {}
