/** Telling other systems and people by webhook and mail, from an outbox. */
@NullMarked
package clearing.settlement.desk.notify;

import org.jspecify.annotations.NullMarked;
