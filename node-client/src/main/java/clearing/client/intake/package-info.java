/** Trades handed to a running node over HTTP: on the disk before they are acknowledged. */
@NullMarked
package clearing.client.intake;

import org.jspecify.annotations.NullMarked;
