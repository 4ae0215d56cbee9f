/** What a party gets by an agreement, in words and figures, and who may be shown how much of it. */
@NullMarked
package clearing.client.revenue.explain;

import org.jspecify.annotations.NullMarked;
