/**
 * Agreements that are ready to be filled in.
 */
@NullMarked
package clearing.client.revenue.template;

import org.jspecify.annotations.NullMarked;
