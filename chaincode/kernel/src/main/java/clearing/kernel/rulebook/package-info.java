/**
 * What members agree beyond the frame of the constitution: calendars, cut-offs, limits, terms of default. Rules are data with a version, since
 * they stand in the constitution and come into force with it, ratified by every acting member.
 */
@NullMarked
package clearing.kernel.rulebook;

import org.jspecify.annotations.NullMarked;
