/**
 * What two institutions share of a break, and what a member anchors of its journal.
 *
 * <p>A shared break belongs to two: it is answered by the other side, and ends resolved only when a maker and a checker of each
 * institution, four persons, have signed the same resolution. An anchor binds a member to the journal that it had when a period ended.
 */
@NullMarked
package clearing.kernel.reconcile;

import org.jspecify.annotations.NullMarked;
