/** Rule sets of the member: read, stored in versions, approved by a second person, rehearsed; and what their rules suggest. */
@NullMarked
package clearing.settlement.matching.rule;

import org.jspecify.annotations.NullMarked;
