/** Work on breaks: what a break is to the people who resolve it, its states, its history and who is told. */
@NullMarked
package clearing.settlement.desk;

import org.jspecify.annotations.NullMarked;
