@NullMarked
package clearing.contract;

import org.jspecify.annotations.NullMarked;
