/**
 * The reserve fund: what each member has contributed, held in its own position until a default uses it.
 */
@NullMarked
package clearing.kernel.reserve;

import org.jspecify.annotations.NullMarked;
