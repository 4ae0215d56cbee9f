/** A model of Fabric: endorsement, ordering in blocks, validation by versions and policies, delivery. What it carries is real. */
@NullMarked
package clearing.simulation.ledger;

import org.jspecify.annotations.NullMarked;
