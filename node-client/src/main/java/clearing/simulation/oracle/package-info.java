/** The rules of the ledger, written again in the plainest way over names instead of pages: what the kernel is held against. */
@NullMarked
package clearing.simulation.oracle;

import org.jspecify.annotations.NullMarked;
