/** Benchmarks: every figure of the documents has a command here that anyone can run. */
@NullMarked
package clearing.bench;

import org.jspecify.annotations.NullMarked;
