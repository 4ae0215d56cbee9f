package clearing.devnet.policy;

import clearing.devnet.identity.Identity;
import java.util.List;
import java.util.Set;

/** A rule about who must have signed. */
public sealed interface Policy permits SignaturePolicy, ImplicitMetaPolicy {

    /**
     * Whether these signers satisfy the rule.
     *
     * @param signers holders whose signatures were verified, each once
     */
    boolean isSatisfiedBy(List<Identity> signers);

    /** Why signers who do not satisfy the rule do not, in Fabric's words. */
    String refusal(List<Identity> signers);

    /**
     * Every smallest set of organisations that satisfies the rule with one peer of each.
     *
     * @param organisations the organisations that run a peer
     */
    List<Set<String>> smallestSets(Set<String> organisations);
}
