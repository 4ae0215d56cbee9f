/** The member's PostgreSQL: embedded or external, its schema, transactions and the chained audit log. */
@NullMarked
package clearing.settlement.store;

import org.jspecify.annotations.NullMarked;
