/**
 * The one canonical binary encoding of everything that reaches the ledger.
 *
 * <p>Big-endian integers of fixed width, length-prefixed bytes and ASCII texts, no optional padding and no trailing bytes: a value
 * has exactly one encoding, so equal values are equal bytes on every peer and a hash of the bytes is a hash of the value.
 */
@NullMarked
package clearing.kernel.codec;

import org.jspecify.annotations.NullMarked;
