@NullMarked
package clearing.settlement;

import org.jspecify.annotations.NullMarked;
