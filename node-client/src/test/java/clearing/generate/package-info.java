@NullMarked
package clearing.generate;

import org.jspecify.annotations.NullMarked;
