/** What a command's rules work with: the caller, the time, and the ledger's values as objects for the length of one command. */
@NullMarked
package clearing.kernel.execution;

import org.jspecify.annotations.NullMarked;
