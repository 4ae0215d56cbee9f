/** What parties ask of a lane's queue for trades in which they give something: holds, priorities, order, earliest and latest times. */
@NullMarked
package clearing.kernel.queue;

import org.jspecify.annotations.NullMarked;
