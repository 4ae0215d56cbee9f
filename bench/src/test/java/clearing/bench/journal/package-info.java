/** Journals on a real embedded consortium: the members' contract, the service's tail and carrier, and the command line, in one process. */
@NullMarked
package clearing.bench.journal;

import org.jspecify.annotations.NullMarked;
