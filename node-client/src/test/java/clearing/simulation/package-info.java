/** The simulator runs clean, replays exactly, and reaches what it must. */
@NullMarked
package clearing.simulation;

import org.jspecify.annotations.NullMarked;
