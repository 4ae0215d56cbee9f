/** What the service takes to the ledger by itself: errands, stored with what causes them, and the carrier that brings them there once. */
@NullMarked
package clearing.settlement.errand;

import org.jspecify.annotations.NullMarked;
