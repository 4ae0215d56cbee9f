/**
 * The language of agreements: what parties can promise each other about revenue, small, typed and total, with its canonical bytes.
 */
@NullMarked
package clearing.kernel.revenue.terms;

import org.jspecify.annotations.NullMarked;
