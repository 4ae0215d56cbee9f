package clearing.settlement.access.openid;

/** The identity provider cannot be reached or does not answer as the protocol says. */
public final class ProviderAway extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ProviderAway(String reason) {
        super(reason);
    }

    ProviderAway(String reason, Throwable cause) {
        super(reason, cause);
    }
}
