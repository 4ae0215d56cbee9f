package clearing.settlement.api;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** Where a request comes from. */
final class RequestOrigin {
    private RequestOrigin() {}

    /** A browser tells where a request comes from; what comes from elsewhere is refused. */
    static boolean foreign(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        String site = request.getHeader("Sec-Fetch-Site");
        boolean otherOrigin = origin != null
                && !origin.substring(origin.indexOf("//") + 2).equals(String.valueOf(request.authority()));
        boolean crossSite = site != null && (site.equals("cross-site") || site.equals("same-site"));
        return otherOrigin || crossSite && !request.method().equals(HttpMethod.GET);
    }

    /** Whether the caller is on this machine. */
    static boolean isLoopback(String address) {
        return address.equals("127.0.0.1") || address.equals("0:0:0:0:0:0:0:1") || address.equals("::1");
    }

    /** The token that a program sends. */
    static Optional<String> bearer(HttpServerRequest request) {
        return Optional.ofNullable(request.getHeader("Authorization"))
                .filter(header -> header.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(header -> header.substring(7).strip());
    }
}
