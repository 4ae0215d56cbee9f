/** How much liquidity a day of payments needs with continuous settlement and offset, against gross settlement and against netting. */
@NullMarked
package clearing.bench.liquidity;

import org.jspecify.annotations.NullMarked;
