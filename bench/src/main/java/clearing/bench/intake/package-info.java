/** The intake benchmark: trades acknowledged over HTTP against rows inserted into PostgreSQL. */
@NullMarked
package clearing.bench.intake;

import org.jspecify.annotations.NullMarked;
