/**
 * Who must sign: signature policies ({@code n} out of, nested), implicit meta policies over the channel's groups, and
 * the sets of organisations that can satisfy a policy.
 */
@NullMarked
package clearing.devnet.policy;

import org.jspecify.annotations.NullMarked;
