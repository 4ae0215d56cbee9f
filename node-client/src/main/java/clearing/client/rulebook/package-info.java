/** The rules of a constitution as people write them. */
@NullMarked
package clearing.client.rulebook;

import org.jspecify.annotations.NullMarked;
