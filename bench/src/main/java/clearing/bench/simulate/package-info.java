/** Seeds of the simulator, and bugs planted to prove that it finds them. */
@NullMarked
package clearing.bench.simulate;

import org.jspecify.annotations.NullMarked;
