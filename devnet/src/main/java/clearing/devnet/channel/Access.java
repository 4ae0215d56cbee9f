package clearing.devnet.channel;

import clearing.devnet.identity.Identity;
import clearing.devnet.identity.IdentityException;
import com.google.protobuf.ByteString;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Decides whether a signed request may do what it asks for. */
public final class Access {

    private final ChannelConfig config;
    private final InstantSource clock;

    /** Access by the channel's policies; expiry by the clock. */
    public Access(ChannelConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
    }

    /** The present. */
    public Instant now() {
        return clock.instant();
    }

    /**
     * Checks a caller whose signature was verified.
     *
     * @throws AccessDeniedException if the policy of the resource is not satisfied
     */
    public void require(Resource resource, Identity caller) throws AccessDeniedException {
        var path = config.policyOf(resource);
        var signers = List.of(caller);
        if (config.policy(path).filter(policy -> policy.isSatisfiedBy(signers)).isEmpty()) {
            throw denied(path, signers);
        }
    }

    /**
     * Checks who signed the bytes, and that they may.
     *
     * @param serialized the signer's {@code SerializedIdentity}
     * @throws AccessDeniedException if the signer is a stranger, expired or not allowed, or the signature is not theirs
     */
    public void require(Resource resource, ByteString serialized, ByteString signature, byte[] signed)
            throws AccessDeniedException {
        var path = config.policyOf(resource);
        Identity caller;
        try {
            caller = config.members().identify(serialized);
        } catch (IdentityException e) {
            throw denied(path, List.of(), e);
        }
        if (caller.isExpired(now()) || !caller.signed(signature, signed)) {
            throw denied(path, List.of());
        }
        require(resource, caller);
    }

    /** The same for a request that names its channel. */
    public void require(Resource resource, String channel, ByteString serialized, ByteString signature, byte[] signed)
            throws AccessDeniedException {
        if (!channel.equals(config.channel())) {
            var reason = "failed to get policy manager for channel [" + channel + "]";
            throw new AccessDeniedException(reason, reason);
        }
        require(resource, serialized, signature, signed);
    }

    private AccessDeniedException denied(String path, List<Identity> signers) {
        var reason = reason(path, signers);
        return new AccessDeniedException(message(path, reason), reason);
    }

    private AccessDeniedException denied(String path, List<Identity> signers, Throwable cause) {
        var reason = reason(path, signers);
        return new AccessDeniedException(message(path, reason), reason, cause);
    }

    private String reason(String path, List<Identity> signers) {
        return config.policy(path)
                .map(policy -> policy.refusal(signers))
                .orElse("policy " + path + " is not defined on the channel");
    }

    private static String message(String path, String reason) {
        return "failed evaluating policy on signed data during check policy [" + path + "]: [" + reason + "]";
    }
}
