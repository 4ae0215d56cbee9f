/** What every simulated part runs on: one thread, one clock, one source of chance, a network that fails, and hosts that fall. */
@NullMarked
package clearing.simulation.engine;

import org.jspecify.annotations.NullMarked;
