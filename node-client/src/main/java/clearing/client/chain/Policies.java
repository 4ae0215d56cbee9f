package clearing.client.chain;

import com.google.protobuf.InvalidProtocolBufferException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ImplicitMetaPolicy;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.OrganizationUnit;
import org.hyperledger.fabric.protos.common.Policy;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;

/** Evaluates the policies of a channel's configuration over identities whose signatures were found right. */
final class Policies {
    private static final int MAX_DEPTH = 16;

    private final Map<String, Msp> members;

    Policies(Map<String, Msp> members) {
        this.members = members;
    }

    /** Whether the policy of that name in the group is satisfied. An unknown or empty policy is not. */
    boolean satisfied(ConfigGroup group, String name, List<Signer> signers)
            throws InvalidProtocolBufferException, GeneralSecurityException {
        return satisfied(group, name, signers, 0);
    }

    /** Whether the signers satisfy a rule over principals. */
    boolean satisfied(SignaturePolicyEnvelope envelope, List<Signer> signers)
            throws InvalidProtocolBufferException, GeneralSecurityException {
        return signed(envelope.getRule(), envelope.getIdentitiesList(), signers, new boolean[signers.size()], 0);
    }

    private boolean satisfied(ConfigGroup group, String name, List<Signer> signers, int depth)
            throws InvalidProtocolBufferException, GeneralSecurityException {
        if (!group.containsPolicies(name) || depth > MAX_DEPTH) {
            return false;
        }
        Policy policy = group.getPoliciesOrThrow(name).getPolicy();
        if (policy.getType() == Policy.PolicyType.IMPLICIT_META_VALUE) {
            return implicit(group, ImplicitMetaPolicy.parseFrom(policy.getValue()), signers, depth);
        }
        if (policy.getType() == Policy.PolicyType.SIGNATURE_VALUE) {
            SignaturePolicyEnvelope envelope = SignaturePolicyEnvelope.parseFrom(policy.getValue());
            return signed(
                    envelope.getRule(), envelope.getIdentitiesList(), signers, new boolean[signers.size()], depth);
        }
        return false;
    }

    private boolean implicit(ConfigGroup group, ImplicitMetaPolicy policy, List<Signer> signers, int depth)
            throws InvalidProtocolBufferException, GeneralSecurityException {
        int all = group.getGroupsCount();
        int needed = switch (policy.getRule()) {
            case ANY -> 1;
            case ALL -> all;
            case MAJORITY -> all / 2 + 1;
            case UNRECOGNIZED -> Integer.MAX_VALUE;
        };
        int reached = 0;
        for (ConfigGroup member : group.getGroupsMap().values()) {
            if (satisfied(member, policy.getSubPolicy(), signers, depth + 1)) {
                reached++;
            }
        }
        return all > 0 && reached >= needed;
    }

    /** One signature counts for one place in the rule, as at the peers. */
    private boolean signed(
            SignaturePolicy rule, List<MSPPrincipal> principals, List<Signer> signers, boolean[] used, int depth)
            throws InvalidProtocolBufferException, GeneralSecurityException {
        if (depth > MAX_DEPTH) {
            return false;
        }
        if (rule.hasNOutOf()) {
            int reached = 0;
            for (SignaturePolicy part : rule.getNOutOf().getRulesList()) {
                boolean[] tried = used.clone();
                if (signed(part, principals, signers, tried, depth + 1)) {
                    reached++;
                    System.arraycopy(tried, 0, used, 0, used.length);
                }
            }
            return reached >= rule.getNOutOf().getN();
        }
        int place = rule.getSignedBy();
        if (!rule.hasSignedBy() || place < 0 || place >= principals.size()) {
            return false;
        }
        for (int i = 0; i < signers.size(); i++) {
            if (!used[i] && stands(signers.get(i), principals.get(place))) {
                used[i] = true;
                return true;
            }
        }
        return false;
    }

    private boolean stands(Signer signer, MSPPrincipal principal)
            throws InvalidProtocolBufferException, GeneralSecurityException {
        return switch (principal.getPrincipalClassification()) {
            case ROLE -> {
                MSPRole role = MSPRole.parseFrom(principal.getPrincipal());
                Msp msp = members.get(role.getMspIdentifier());
                yield msp != null && msp.id().equals(signer.mspId()) && inRole(msp, role, signer.certificate());
            }
            case ORGANIZATION_UNIT -> {
                OrganizationUnit unit = OrganizationUnit.parseFrom(principal.getPrincipal());
                yield unit.getMspIdentifier().equals(signer.mspId())
                        && Msp.units(signer.certificate()).contains(unit.getOrganizationalUnitIdentifier());
            }
            case IDENTITY -> {
                SerializedIdentity identity = SerializedIdentity.parseFrom(principal.getPrincipal());
                yield identity.getMspid().equals(signer.mspId())
                        && Msp.certificate(identity.getIdBytes()).equals(signer.certificate());
            }
            case ANONYMITY, COMBINED, UNRECOGNIZED -> false;
        };
    }

    private static boolean inRole(Msp msp, MSPRole role, X509Certificate certificate) {
        return switch (role.getRole()) {
            case MEMBER -> true;
            case ADMIN -> msp.isAdmin(certificate);
            case CLIENT -> msp.isClient(certificate);
            case PEER -> msp.isPeer(certificate);
            case ORDERER -> msp.isOrderer(certificate);
            case UNRECOGNIZED -> false;
        };
    }
}
