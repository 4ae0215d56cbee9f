/**
 * Reads a member's own books, bank statements (ISO 20022 camt.052, 053, 054; SWIFT MT940, 942, 950) and ledgers in CSV or XLSX, into
 * {@link clearing.books.Statement}s.
 *
 * <p>The package is pure: bytes in, values out. It opens no file, no socket and no database, and knows no clock. Formats are
 * written down in {@code docs/books.md}.
 *
 * <p>What always holds for a value that left this package:
 * <ul>
 *   <li>An amount is a signed long of minor units of its asset: positive adds to the account, negative takes away. The text it
 *       came from had no more decimals than the asset has; nothing was rounded, and no number was made from an exponent.
 *   <li>A {@link clearing.books.Statement} with {@code proven} set satisfies opening + sum of entries = closing, exactly.
 *   <li>Account and asset are those of the consortium; the file's own account id was mapped by
 *       {@link clearing.books.BooksConfig}, never guessed.
 *   <li>Every entry knows the line it came from, and its {@code entryId} is unique in its statement.
 *   <li>The same bytes give the same values, so a file read twice has the same {@code contentHash}.
 * </ul>
 *
 * <p>What is wrong with a file is a {@link clearing.books.Problem}: code, file, line, column, field and a sentence. Adaptors
 * return problems and do not throw them. There is one XML reader factory, {@code HardenedXml}: no document type, no entity
 * but the five of XML itself, nothing fetched, and bounds on size, depth, attributes and text.
 */
@NullMarked
package clearing.books;

import org.jspecify.annotations.NullMarked;
