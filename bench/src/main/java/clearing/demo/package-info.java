/**
 * The demonstration day: a whole consortium on one machine, its members' files as the only input, and a report that compares what the
 * system found with what was planted.
 *
 * <p>Everything runs as the separate processes that members run: the ledger, one chaincode server per peer, the members' clients, the
 * members' settlement services. Nothing passes between the generator and the system but files; the answer key is read only by the
 * report, at the end.
 */
@NullMarked
package clearing.demo;

import org.jspecify.annotations.NullMarked;
