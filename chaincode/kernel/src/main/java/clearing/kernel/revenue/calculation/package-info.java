/**
 * What terms make of facts, exactly: pure functions from terms and values to what each party is entitled to, with the derivation.
 */
@NullMarked
package clearing.kernel.revenue.calculation;

import org.jspecify.annotations.NullMarked;
