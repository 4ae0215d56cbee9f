/** A seeded simulation of a consortium, judged after every step by an independent model and by invariants. */
@NullMarked
package clearing.kernel.simulation;

import org.jspecify.annotations.NullMarked;
