/**
 * Holds: value that its owner sets aside for somebody, in two phases.
 *
 * <p>A pending hold is in the holder's position as held, and nobody else's yet. The beneficiary posts it, all or in part, up to the deadline; what
 * it leaves goes back to the holder in the same step. Or it voids the hold; or the deadline passes, and from then on anybody may give the
 * value back. Each hold is resolved once. The holder cannot take back what it promised before the deadline.
 */
@NullMarked
package clearing.kernel.hold;

import org.jspecify.annotations.NullMarked;
