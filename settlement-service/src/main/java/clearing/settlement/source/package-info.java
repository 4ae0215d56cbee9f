/**
 * Live sources of book entries: what other programs push, tables that are polled, changes of a database that are followed. Their
 * entries go through the same reader as a file and into one open statement per account, asset and day, a journal.
 */
@NullMarked
package clearing.settlement.source;

import org.jspecify.annotations.NullMarked;
