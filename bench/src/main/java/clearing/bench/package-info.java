@NullMarked
package clearing.bench;

import org.jspecify.annotations.NullMarked;
