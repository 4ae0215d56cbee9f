/** What members and agents want: one small class for each kind of command, drawn from what the member sees. */
@NullMarked
package clearing.simulation.workload;

import org.jspecify.annotations.NullMarked;
