/**
 * X.509 identities as Fabric's membership service sees them: certificates of known organisations, their roles by
 * organisational unit, signatures over SHA-256 with the lower S only, and the policies over them.
 */
@NullMarked
package clearing.devnet.identity;

import org.jspecify.annotations.NullMarked;
