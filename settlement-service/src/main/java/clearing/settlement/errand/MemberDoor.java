package clearing.settlement.errand;

import clearing.client.outbox.Envelope;
import clearing.client.profile.Profile;
import clearing.client.submit.LedgerException;
import clearing.client.trade.MemberSession;
import clearing.kernel.Role;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

/** The live ledger, through the gateways of the member's profile, as the identities that it may use for each kind. */
public final class MemberDoor implements LedgerDoor, AutoCloseable {
    private static final String APPLY = "apply";

    private final MemberSession session;
    private final Map<Errand.Kind, String> identities;

    private MemberDoor(MemberSession session, Map<Errand.Kind, String> identities) {
        this.session = session;
        this.identities = Map.copyOf(identities);
    }

    /**
     * Loads the identities; nothing is sent yet.
     *
     * @param identities names in the profile, for each kind that is carried
     * @throws IllegalArgumentException when a certificate lacks the role of its kind, or has that of a checker
     * @throws RuntimeException of the client when the profile has no such identity or its files cannot be read
     */
    public static MemberDoor open(Profile profile, Map<Errand.Kind, String> identities, InstantSource clock) {
        MemberSession session = MemberSession.open(profile, clock);
        try {
            identities.forEach((kind, name) -> check(session, kind, name));
            return new MemberDoor(session, identities);
        } catch (RuntimeException | Error e) {
            session.close();
            throw e;
        }
    }

    private static void check(MemberSession session, Errand.Kind kind, String name) {
        Set<Role> roles = session.roles(name);
        if (!roles.contains(kind.role())) {
            throw new IllegalArgumentException("the certificate of '" + name + "' does not carry the role "
                    + kind.role().attribute());
        }
        if (roles.contains(Role.CHECKER)) {
            throw new IllegalArgumentException("the certificate of '" + name
                    + "' carries the role checker, and what a checker signs a person has to sign");
        }
    }

    @Override
    public Envelope endorse(Errand.Kind kind, byte[] content) throws LedgerException {
        return session.as(identity(kind)).endorse(APPLY, content);
    }

    @Override
    public void submit(Errand.Kind kind, Envelope envelope) throws LedgerException {
        session.as(identity(kind)).submit(envelope);
    }

    private String identity(Errand.Kind kind) {
        String name = identities.get(kind);
        if (name == null) {
            throw new IllegalStateException("no identity is configured for " + kind);
        }
        return name;
    }

    @Override
    public void close() {
        session.close();
    }
}
