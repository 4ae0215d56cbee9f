/** The wiring of the matching engine: facts and verdicts go into the database in one transaction. */
@NullMarked
package clearing.settlement.matching;

import org.jspecify.annotations.NullMarked;
