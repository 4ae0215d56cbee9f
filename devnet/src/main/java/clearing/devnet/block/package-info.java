/** Blocks as Fabric forms, chains and signs them, and the append-only file that keeps them. */
@NullMarked
package clearing.devnet.block;

import org.jspecify.annotations.NullMarked;
