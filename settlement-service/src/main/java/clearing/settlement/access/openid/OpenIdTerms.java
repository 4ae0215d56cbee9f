package clearing.settlement.access.openid;

import clearing.settlement.access.UserRole;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;

/**
 * What this service and an identity provider agreed on.
 *
 * @param name of the provider, for the sign-in page
 * @param issuer exactly as its tokens name it; https, or http on the loopback address
 * @param clientId of this service at the provider
 * @param clientSecret of this service, absent for a public client; never logged
 * @param redirect where the provider sends the browser back to: this service's {@code /api/v1/sign-in/openid/callback}
 * @param rolesClaim claim of the identity token that holds the person's groups: a text or an array of texts
 * @param roles role of each group; a person without any of these groups is refused
 */
public record OpenIdTerms(
        String name,
        URI issuer,
        String clientId,
        Optional<String> clientSecret,
        URI redirect,
        String rolesClaim,
        Map<String, UserRole> roles) {
    /** Path of the redirect. */
    public static final String CALLBACK = "/api/v1/sign-in/openid/callback";

    public OpenIdTerms {
        roles = Map.copyOf(roles);
        requireSafe("issuer", issuer);
        requireSafe("redirect", redirect);
        if (!CALLBACK.equals(redirect.getPath())) {
            throw new IllegalArgumentException("redirect: must end in " + CALLBACK);
        }
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("roles: at least one group must have a role");
        }
    }

    /** Addresses of the provider are used over TLS only, but on the machine itself. */
    static void requireSafe(String field, URI address) {
        boolean tls = "https".equals(address.getScheme());
        boolean loopback = "http".equals(address.getScheme()) && isLoopback(address.getHost());
        if (!tls && !loopback || address.getUserInfo() != null) {
            throw new IllegalArgumentException(field + ": must be an https address");
        }
    }

    private static boolean isLoopback(String host) {
        if (!host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1]|localhost")) {
            return false;
        }
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "OpenIdTerms[" + issuer + " " + clientId + "]";
    }
}
