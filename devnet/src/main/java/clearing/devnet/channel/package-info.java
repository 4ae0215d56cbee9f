/** The channel's configuration: its genesis block, and what the nodes read from it. */
@NullMarked
package clearing.devnet.channel;

import org.jspecify.annotations.NullMarked;
