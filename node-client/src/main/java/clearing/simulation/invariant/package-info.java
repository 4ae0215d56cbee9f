/** What must hold after every step, each rule in its own class and under its own number. */
@NullMarked
package clearing.simulation.invariant;

import org.jspecify.annotations.NullMarked;
