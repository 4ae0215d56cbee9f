/**
 * Certificates of finality: what became of one trade or transaction, with the evidence that a stranger can check offline from the
 * members' root certificates. {@code docs/finality.md} tells what each piece proves and against whom.
 */
@NullMarked
package clearing.client.certificate;

import org.jspecify.annotations.NullMarked;
