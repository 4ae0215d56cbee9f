/** Merkle trees that sum: one entry is shown with what all of them come to, and nothing else of them. */
@NullMarked
package clearing.client.proof;

import org.jspecify.annotations.NullMarked;
