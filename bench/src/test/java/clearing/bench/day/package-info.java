/**
 * Generated days and malformed inputs against the product's own readers, kernel and matching engine, in one process and without a
 * ledger's network: what the generator's own model says of a day must hold of the product too.
 */
@NullMarked
package clearing.bench.day;

import org.jspecify.annotations.NullMarked;
