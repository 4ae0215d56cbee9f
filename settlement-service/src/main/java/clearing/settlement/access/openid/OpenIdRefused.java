package clearing.settlement.access.openid;

/** A sign-in at the provider that does not hold. The reason is for the audit log, in words without secrets. */
public final class OpenIdRefused extends Exception {
    private static final long serialVersionUID = 1L;

    OpenIdRefused(String reason) {
        super(reason);
    }

    OpenIdRefused(String reason, Throwable cause) {
        super(reason, cause);
    }

    /** Why. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
