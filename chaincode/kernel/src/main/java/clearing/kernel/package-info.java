@NullMarked
package clearing.kernel;

import org.jspecify.annotations.NullMarked;
