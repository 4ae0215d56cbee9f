/** Lists as files that a spreadsheet opens: numbers stay numbers, and no text becomes a formula. */
@NullMarked
package clearing.settlement.export;

import org.jspecify.annotations.NullMarked;
