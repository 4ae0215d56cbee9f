/** What waits for settlement in a lane, in rank order, and why: worked out by the kernel's own functions over verified rows. */
@NullMarked
package clearing.settlement.queue;

import org.jspecify.annotations.NullMarked;
