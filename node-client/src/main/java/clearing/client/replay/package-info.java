/** A chain executed again: as it was, and as it would have been under other rules. */
@NullMarked
package clearing.client.replay;

import org.jspecify.annotations.NullMarked;
