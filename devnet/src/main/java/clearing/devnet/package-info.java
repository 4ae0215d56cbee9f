@NullMarked
package clearing.devnet;

import org.jspecify.annotations.NullMarked;
