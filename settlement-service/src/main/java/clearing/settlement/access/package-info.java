/** People: users, passwords, sessions and roles. */
@NullMarked
package clearing.settlement.access;

import org.jspecify.annotations.NullMarked;
