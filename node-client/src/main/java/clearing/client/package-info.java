@NullMarked
package clearing.client;

import org.jspecify.annotations.NullMarked;
