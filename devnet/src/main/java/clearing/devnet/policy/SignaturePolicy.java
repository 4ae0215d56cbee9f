package clearing.devnet.policy;

import clearing.devnet.identity.Identity;
import clearing.devnet.identity.Role;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;

/** {@code n} of a list of principals or nested rules, where each signature counts once. */
public final class SignaturePolicy implements Policy {

    private static final int SETS_MAX = 4096;

    private final SignaturePolicyEnvelope definition;
    private final List<MSPRole> principals;

    private SignaturePolicy(SignaturePolicyEnvelope definition, List<MSPRole> principals) {
        this.definition = definition;
        this.principals = principals;
    }

    /**
     * Reads a policy.
     *
     * @throws InvalidProtocolBufferException if a principal is not a role of an organisation, or a rule is broken
     */
    public static SignaturePolicy from(SignaturePolicyEnvelope definition) throws InvalidProtocolBufferException {
        var principals = new ArrayList<MSPRole>();
        for (var principal : definition.getIdentitiesList()) {
            if (principal.getPrincipalClassification() != MSPPrincipal.Classification.ROLE) {
                throw new InvalidProtocolBufferException(
                        "only principals by role are supported, not " + principal.getPrincipalClassification());
            }
            principals.add(MSPRole.parseFrom(principal.getPrincipal()));
        }
        check(definition.getRule(), principals.size());
        return new SignaturePolicy(definition, List.copyOf(principals));
    }

    private static void check(org.hyperledger.fabric.protos.common.SignaturePolicy rule, int principals)
            throws InvalidProtocolBufferException {
        switch (rule.getTypeCase()) {
            case SIGNED_BY -> {
                if (rule.getSignedBy() < 0 || rule.getSignedBy() >= principals) {
                    throw new InvalidProtocolBufferException("identity index out of range, requested "
                            + rule.getSignedBy() + ", but identities length is " + principals);
                }
            }
            case N_OUT_OF -> {
                for (var part : rule.getNOutOf().getRulesList()) {
                    check(part, principals);
                }
            }
            case TYPE_NOT_SET -> throw new InvalidProtocolBufferException("a signature policy without a rule");
        }
    }

    /** The policy as messages carry it. */
    public SignaturePolicyEnvelope definition() {
        return definition;
    }

    @Override
    public boolean isSatisfiedBy(List<Identity> signers) {
        return holds(definition.getRule(), signers, new boolean[signers.size()]);
    }

    @Override
    public String refusal(List<Identity> signers) {
        return "signature set did not satisfy policy";
    }

    private boolean holds(
            org.hyperledger.fabric.protos.common.SignaturePolicy rule, List<Identity> signers, boolean[] used) {
        if (rule.hasSignedBy()) {
            var principal = principals.get(rule.getSignedBy());
            for (int i = 0; i < used.length; i++) {
                if (!used[i] && satisfies(signers.get(i), principal)) {
                    used[i] = true;
                    return true;
                }
            }
            return false;
        }
        int satisfied = 0;
        for (var part : rule.getNOutOf().getRulesList()) {
            var tentative = Arrays.copyOf(used, used.length);
            if (holds(part, signers, tentative)) {
                satisfied++;
                System.arraycopy(tentative, 0, used, 0, used.length);
            }
        }
        return satisfied >= rule.getNOutOf().getN();
    }

    private static boolean satisfies(Identity signer, MSPRole principal) {
        if (!signer.mspId().equals(principal.getMspIdentifier())) {
            return false;
        }
        return switch (principal.getRole()) {
            case MEMBER -> true;
            case ADMIN -> signer.has(Role.ADMIN);
            case CLIENT -> signer.has(Role.CLIENT);
            case PEER -> signer.has(Role.PEER);
            case ORDERER -> signer.has(Role.ORDERER);
            case UNRECOGNIZED -> false;
        };
    }

    @Override
    public List<Set<String>> smallestSets(Set<String> organisations) {
        var sets = sets(definition.getRule(), organisations);
        return sets.stream()
                .filter(candidate -> sets.stream()
                        .noneMatch(other -> other.size() < candidate.size() && candidate.containsAll(other)))
                .toList();
    }

    private Set<Set<String>> sets(
            org.hyperledger.fabric.protos.common.SignaturePolicy rule, Set<String> organisations) {
        if (rule.hasSignedBy()) {
            var principal = principals.get(rule.getSignedBy());
            var byPeer = principal.getRole() == MSPRole.MSPRoleType.PEER
                    || principal.getRole() == MSPRole.MSPRoleType.MEMBER;
            return byPeer && organisations.contains(principal.getMspIdentifier())
                    ? Set.of(Set.of(principal.getMspIdentifier()))
                    : Set.of();
        }
        var nOutOf = rule.getNOutOf();
        return choose(
                nOutOf.getRulesList().stream()
                        .map(part -> sets(part, organisations))
                        .toList(),
                0,
                nOutOf.getN());
    }

    /** Unions of {@code missing} of the parts from {@code from} on that name no organisation twice. */
    private static Set<Set<String>> choose(List<Set<Set<String>>> parts, int from, int missing) {
        if (missing <= 0) {
            return Set.of(Set.of());
        }
        var found = new LinkedHashSet<Set<String>>();
        for (int i = from; i <= parts.size() - missing; i++) {
            var rest = choose(parts, i + 1, missing - 1);
            for (var own : parts.get(i)) {
                for (var other : rest) {
                    if (found.size() < SETS_MAX && other.stream().noneMatch(own::contains)) {
                        var union = new TreeSet<>(own);
                        union.addAll(other);
                        found.add(union);
                    }
                }
            }
        }
        return found;
    }
}
