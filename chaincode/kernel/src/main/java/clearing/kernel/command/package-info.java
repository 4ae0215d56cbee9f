/**
 * What members can ask of the ledger. The set is closed; each command has its own result code.
 */
@NullMarked
package clearing.kernel.command;

import org.jspecify.annotations.NullMarked;
