/**
 * Makes a consortium's business day from a seed: trade files of every member, the issuer's funding, and every member's
 * own books with planted breaks and their answer key. Nothing passes from here to the system but files, so this package
 * knows neither client nor service; what it writes is what a member would receive from its own systems.
 */
@NullMarked
package clearing.generate;

import org.jspecify.annotations.NullMarked;
