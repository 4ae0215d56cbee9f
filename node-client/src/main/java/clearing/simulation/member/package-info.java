/** A member's processes around its peer: client with outbox, clearing agent, and the projection that verifies what it reads. */
@NullMarked
package clearing.simulation.member;

import org.jspecify.annotations.NullMarked;
