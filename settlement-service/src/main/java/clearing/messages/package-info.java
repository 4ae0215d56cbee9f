/**
 * Writes what a member's view of the ledger holds as the messages of the field: ISO 20022 camt.053, camt.054, pacs.009 and
 * sese.023, and CSV for what those cannot carry.
 *
 * <p>The package is pure: values in, bytes out. It knows no clock, no socket and no database. What always holds:
 * <ul>
 *   <li>The same facts give the same bytes. Ids, times of creation and UETRs come from the facts, never from a clock or a random.
 *   <li>Order, number, length and pattern of elements are those of the message definitions; what does not fit is refused by
 *       {@link clearing.messages.MessageException}, and text that is too long keeps its beginning and ends in a hash of all of it.
 *   <li>A message names the SHA-256 of the facts it was made from, see {@link clearing.messages.Facts}.
 * </ul>
 */
@NullMarked
package clearing.messages;

import org.jspecify.annotations.NullMarked;
