/**
 * Who takes part and in what: members with their roles and accounts, settlement lanes, assets with their issuers.
 *
 * <p>Nobody is an operator: a constitution comes into force when every member that it names, and every member of the one in force,
 * has ratified the same bytes.
 */
@NullMarked
package clearing.kernel.constitution;

import org.jspecify.annotations.NullMarked;
