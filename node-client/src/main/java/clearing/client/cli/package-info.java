/** The clearing command line. */
@NullMarked
package clearing.client.cli;

import org.jspecify.annotations.NullMarked;
